// duckdb.js FOLDER: loads a package into a database in memory and prints each table with its rows.
'use strict';
const fs = require('fs');
const { DuckDBInstance } = require('@duckdb/node-api');

async function main(folder) {
    process.chdir(folder);
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(fs.readFileSync('muat_duckdb.sql', 'utf8'));
    const tables = await connection.runAndReadAll(
        'SELECT table_schema, table_name FROM information_schema.tables ORDER BY 2');
    for (const [schema, table] of tables.getRows()) {
        const count = await connection.runAndReadAll(`SELECT count(*) FROM "${schema}"."${table}"`);
        console.log(`${table} ${count.getRows()[0][0]}`);
    }
}

main(process.argv[2]).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
});
