// package.js FOLDER: reads a package with npm's datapackage, types and references too, and holds
// its descriptor against its profile of version 1, as the standard's authors wrote it, and
// against datapackage-2.json. Prints what was read; the first complaint ends with 1.
'use strict';
const fs = require('fs');
const path = require('path');
const Ajv = require('ajv');
const formats = require('ajv-formats');
const { Package, validate } = require('datapackage');

// What a tool says against something, in one line.
const reason = (error) => [error.message, ...(error.errors || []).map((inner) => inner.message)].join('; ');

async function main(folder) {
    const file = path.join(folder, 'datapackage.json');
    const descriptor = JSON.parse(fs.readFileSync(file, 'utf8'));

    const version1 = await validate(file);
    if (!version1.valid)
        throw new Error(`profile 1: ${version1.errors.map(reason).join('; ')}`);

    const ajv = new Ajv({ allErrors: true, strict: false });
    formats(ajv);
    const schema = path.join(__dirname, '..', 'data', 'datapackage-2.json');
    const version2 = ajv.compile(JSON.parse(fs.readFileSync(schema, 'utf8')));
    if (!version2(descriptor))
        throw new Error(`profile 2: ${ajv.errorsText(version2.errors)}`);

    const whole = await Package.load(file, { strict: true });
    let rows = 0;
    for (const resource of whole.resources) {
        try {
            rows += (await resource.read({ keyed: true, relations: true })).length;
        } catch (error) {
            throw new Error(`${resource.name}: ${reason(error)}`);
        }
    }
    console.log(`${whole.resources.length} resources, ${rows} rows`);
}

main(process.argv[2]).catch((error) => {
    console.log(error.message);
    process.exitCode = 1;
});
