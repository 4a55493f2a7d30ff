// mutations.js count: how many ways to spoil a package there are.
// mutations.js spoil N FOLDER: spoils the package in FOLDER in the Nth way and prints its name.
'use strict';
const fs = require('fs');
const path = require('path');
const crypto = require('crypto');
const parse = require('csv-parse/lib/sync');

let folder;

const read = (file) => fs.readFileSync(path.join(folder, file));

// Writes a file and its new sum, as somebody would who edits and sums again.
function write(file, bytes, { sum = true } = {}) {
    fs.writeFileSync(path.join(folder, file), bytes);
    if (!sum)
        return;
    const sums = path.join(folder, 'SHA256SUMS');
    const digest = crypto.createHash('sha256').update(bytes).digest('hex');
    fs.writeFileSync(sums, fs.readFileSync(sums, 'utf8').split('\n')
        .map((line) => (line.endsWith(`  ${file}`) ? `${digest}  ${file}` : line)).join('\n'));
}

// A table as rows of cells; the change is made in place.
function table(name, change, options) {
    const file = `data/${name}.csv`;
    const rows = parse(read(file));
    const column = (heading) => {
        const at = rows[0].indexOf(heading);
        if (at < 0)
            throw new Error(`${file} has no ${heading}`);
        return at;
    };

    change(rows, column);
    write(file, rows.map((row) => row.map((cell) =>
        (/[",\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell)).join(',') + '\r\n').join(''), options);
}

// One cell of the first row that has something in this column.
const cell = (name, heading, text, options) => table(name, (rows, column) => {
    rows.slice(1).find((row) => row[column(heading)] !== '')[column(heading)] = text;
}, options);

const nobody = '00000000-0000-7000-8000-000000000000';
const ways = [
    ['a text in an integer', () => cell('anggaran', 'jumlah', 'dua juta')],
    ['a decimal comma in an integer', () => cell('anggaran', 'jumlah', '1,5')],
    ['a reference to a row that is not there', () => cell('program', 'opd', nobody)],
    ['a reference to a row of another table', () => table('program', (rows, column) => {
        rows[1][column('opd')] = rows[1][column('id')];
    })],
    ['the same key twice', () => table('opd', (rows, column) => {
        rows[2][column('id')] = rows[1][column('id')];
    })],
    ['a row without its key', () => table('opd', (rows, column) => { rows[1][column('id')] = ''; })],
    ['an unknown choice', () => cell('program', 'dimensi', 'XYZ')],
    ['a month that is not there', () => cell('pertemuan', 'tgl_mulai', '2026-13-01')],
    ['a day that is not there', () => cell('pertemuan', 'tgl_mulai', '2026-02-30')],
    ['two headings swapped', () => table('program', (rows) => {
        [rows[0][4], rows[0][5]] = [rows[0][5], rows[0][4]];
    })],
    ['a heading written otherwise', () => table('program', (rows) => { rows[0][4] = 'Nama'; })],
    ['a row that is too short', () => table('program', (rows) => { rows[1].length -= 3; })],
    ['a row that is too long', () => table('program', (rows) => { rows[1].push('lebih'); })],
    ['bytes that are not UTF-8', () => {
        const bytes = Buffer.from(read('data/opd.csv'));
        bytes[bytes.lastIndexOf('Dinas')] = 0xff;
        write('data/opd.csv', bytes);
    }],
    ['a file that is gone', () => fs.unlinkSync(path.join(folder, 'data/program.csv'))],
    ['one digit, known by its sum', () => table('anggaran', (rows, column) => {
        const at = column('jumlah');
        rows[1][at] = String(BigInt(rows[1][at]) + 1n);
    }, { sum: false })],
];

if (process.argv[2] === 'count') {
    console.log(ways.length);
} else {
    const [name, spoil] = ways[Number(process.argv[3]) - 1];
    folder = process.argv[4];
    spoil();
    console.log(name);
}
