// Works out april-2023.csv, year-2023.csv and worked-example.csv from inputs.csv in exact fractions and holds the figures of a demonstration against them.
// Shares no code with the product: another language, another arithmetic.
//   node evaluate.mjs [FIGURES.json [TABLE]]     exits 0 only if every figure is equal; without a file it prints the tables
// A figure is compared with the one at its path in the file, or with the number that stands there instead of a path.
// A row such as month(total, number) gives a formula a name; each use puts its own values in.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

// A number is a fraction of two whole numbers, [numerator, denominator], never a float.
const gcd = (a, b) => (b ? gcd(b, a % b) : a < 0n ? -a : a);
const fraction = (n, d = 1n) => {
  if (d < 0n) [n, d] = [-n, -d];
  const g = gcd(n, d) || 1n;
  return [n / g, d / g];
};
const parse = (text) => {
  const [whole, decimals = ""] = text.split(".");
  return fraction(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
};
const add = ([a, b], [c, d]) => fraction(a * d + c * b, b * d);
const negate = ([a, b]) => [-a, b];
const multiply = ([a, b], [c, d]) => fraction(a * c, b * d);
const divide = ([a, b], [c, d]) => fraction(a * d, b * c);

// To whole pence, half a penny away from zero.
const round = ([n, d]) => {
  const pence = ((n < 0n ? -n : n) * 200n + d) / (2n * d);
  return fraction(n < 0n ? -pence : pence, 100n);
};

// The first of two parties' part of a whole number of pence, by largest remainder.
const part = (total, first, second) => {
  const [pence] = multiply(total, [100n, 1n]);
  const [w1] = first, [w2] = second, sum = w1 + w2;
  const whole1 = (pence * w1) / sum, whole2 = (pence * w2) / sum;
  const firstGetsThePenny = (pence * w1) % sum >= (pence * w2) % sum;
  return fraction(whole1 + (firstGetsThePenny ? pence - whole1 - whole2 : 0n), 100n);
};

const formulas = new Map();

function evaluate(formula, known) {
  const tokens = formula.match(/[a-z_][a-z0-9_]*|\d+(\.\d+)?|[-+*/(),]/g) ?? [];
  const take = (expected) => {
    const token = tokens.shift();
    if (expected && token !== expected) throw new Error(`'${expected}' expected in ${formula}`);
    return token;
  };
  const atom = () => {
    const token = take();
    if (token === "(") { const value = sum(); take(")"); return value; }
    if (token === "-") return negate(atom());
    if (/^\d/.test(token)) return parse(token);
    if (tokens[0] === "(") {
      take("(");
      const values = [sum()];
      while (tokens[0] === ",") { take(","); values.push(sum()); }
      take(")");
      if (token === "round") return round(values[0]);
      if (token === "part") return part(...values);
      if (formulas.has(token)) {
        const { names, body } = formulas.get(token);
        return evaluate(body, new Map([...known, ...names.map((name, at) => [name, values[at]])]));
      }
      throw new Error(`unknown function ${token}`);
    }
    if (!known.has(token)) throw new Error(`unknown name ${token} in ${formula}`);
    return known.get(token);
  };
  const product = () => {
    let value = atom();
    while (tokens[0] === "*" || tokens[0] === "/") value = take() === "*" ? multiply(value, atom()) : divide(value, atom());
    return value;
  };
  const sum = () => {
    let value = product();
    while (tokens[0] === "+" || tokens[0] === "-") value = take() === "+" ? add(value, product()) : add(value, negate(product()));
    return value;
  };
  const value = sum();
  if (tokens.length) throw new Error(`'${tokens[0]}' is left over in ${formula}`);
  return value;
}

const rows = (file) =>
  readFileSync(join(here, file), "utf8").trim().split("\n").slice(1).map((line) =>
    [...line.matchAll(/("([^"]*)"|[^,]*)(,|$)/g)].map((cell) => cell[2] ?? cell[1]));

const shown = ([n, d]) => {
  if (10000n % d) return `${n}/${d}`;
  const scaled = (n * 10000n) / d;
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(5, "0");
  return (scaled < 0n ? "-" : "") + `${digits.slice(0, -4)}.${digits.slice(-4)}`.replace(/\.?0+$/, "");
};

const [file, only] = process.argv.slice(2);
const known = new Map(rows("inputs.csv").map(([name, value]) => [name, parse(value)]));
const expected = [];
for (const table of ["april-2023", "year-2023", "worked-example"]) {
  for (const [figure, formula, path, meaning] of rows(`${table}.csv`)) {
    const [, name, names] = figure.match(/^(\w+)\((.*)\)$/) ?? [];
    if (name) {
      formulas.set(name, { names: names.split(",").map((one) => one.trim()), body: formula });
      continue;
    }
    known.set(figure, evaluate(formula, known));
    if (path && (!only || only === table)) expected.push({ figure, path, value: known.get(figure), meaning });
  }
}

if (!file) {
  for (const { path, value, meaning } of expected) console.log(`${path.padEnd(42)}${shown(value).padStart(16)}   ${meaning}`);
  process.exit(0);
}

const figures = JSON.parse(readFileSync(file, "utf8"), (key, value, context) =>
  typeof value === "number" ? parse(context?.source ?? String(value)) : value);
const wrong = expected.flatMap(({ path, value, meaning }) => {
  const found = /^\d+\.\d+$/.test(path) ? parse(path) : path.split(".").reduce((node, name) => node?.[name], figures);
  return Array.isArray(found) && shown(found) === shown(value) ? [] : [`${path}: ${shown(value)} expected (${meaning}), ${Array.isArray(found) ? shown(found) : "nothing"} found`];
});
wrong.forEach((line) => console.error(line));
console.log(wrong.length ? `${wrong.length} of ${expected.length} figures differ from the independent table` : `${expected.length} figures equal the independent table`);
process.exit(wrong.length ? 1 : 0);
