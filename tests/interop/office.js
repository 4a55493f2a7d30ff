// office.js formats FILE: LibreOffice's word for "every column is text" for a CSV file.
// office.js same FILE FILE: have both the same cells?
'use strict';
const fs = require('fs');
const assert = require('assert');
const parse = require('csv-parse/lib/sync');

const rows = (path) => parse(fs.readFileSync(path), { delimiter: ';', bom: true });
if (process.argv[2] === 'formats')
    console.log(rows(process.argv[3])[0].map((name, i) => `${i + 1}/2`).join('/'));
else
    assert.deepStrictEqual(rows(process.argv[4]), rows(process.argv[3]));
