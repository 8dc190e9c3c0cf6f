// node join.mjs FOLDER TURNS: joins FOLDER/lines.csv with FOLDER/entries.csv on reference and amount, from Parquet, and writes the pairs
// to a table, as often as is asked. Prints the number of pairs and the seconds of each turn as JSON.
import { DuckDBInstance } from '@duckdb/node-api';

const [folder, turns] = process.argv.slice(2);
const duckdb = await (await DuckDBInstance.create(':memory:')).connect();
const types = {
  entries: "{'reference': 'VARCHAR', 'amount': 'BIGINT'}",
  lines: "{'doc_ref': 'VARCHAR', 'line_no': 'INTEGER', 'amount': 'BIGINT', 'external_line_id': 'VARCHAR'}",
};
for (const [table, columns] of Object.entries(types)) {
  await duckdb.run(`COPY (SELECT * FROM read_csv('${folder}/${table}.csv', header = true, columns = ${columns})) TO '${folder}/${table}.parquet'`);
}

const seconds = [];
for (let turn = 0; turn < Number(turns); turn++) {
  const started = process.hrtime.bigint();
  await duckdb.run(`
    CREATE OR REPLACE TABLE matches AS
    SELECT line.doc_ref, line.line_no, entry.reference, 'ExactReference' AS rule, 1 AS score
    FROM read_parquet('${folder}/lines.parquet') line
    JOIN read_parquet('${folder}/entries.parquet') entry ON entry.reference = line.external_line_id AND entry.amount = line.amount`);
  seconds.push(Number(process.hrtime.bigint() - started) / 1e9);
}

const [[pairs]] = (await duckdb.runAndReadAll('SELECT count(*)::INTEGER FROM matches')).getRows();
console.log(JSON.stringify({ pairs, seconds }));
