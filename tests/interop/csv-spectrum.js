// csv-spectrum.js CELLS JSON: are the rows our reader printed (csv_cells) those of the JSON?
'use strict';
const fs = require('fs');
const assert = require('assert');

const rows = fs.readFileSync(process.argv[2], 'utf8').split('\n').filter((line) => line !== '')
    .map((line) => line.slice(1).split(' ').map((hex) => Buffer.from(hex, 'hex').toString('utf8')));
const header = rows.shift();
const records = rows.map((row) =>
    Object.fromEntries(header.map((name, i) => [name, row[i] === undefined ? '' : row[i]])));
assert.deepStrictEqual(records, JSON.parse(fs.readFileSync(process.argv[3], 'utf8')));
