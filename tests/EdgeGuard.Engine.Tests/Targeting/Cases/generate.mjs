// Writes the cases beside this file, with what JavaScript and the published engine answer. Run once, by hand, where the package is installed:
//   npm install @frontegg/entitlements-javascript-commons@1.2.1 && TZ=UTC node <this file>
// The numbers are pseudo-random from a fixed seed: the same Node gives the same files. Only answers are kept, nothing of the package.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const commons = createRequire(process.cwd() + '/')('@frontegg/entitlements-javascript-commons');
const folder = dirname(fileURLToPath(import.meta.url));
const now = 1_700_000_000_000;
Date.now = () => now;

let state = 20240229;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = (n) => Math.floor(random() * n);
const pick = (list) => list[below(list.length)];
const some = (most, make) => Array.from({ length: below(most + 1) }, make);
const chance = (p) => random() < p;

// Text that is not well-formed cannot be read back by every JSON reader: it is written as code units.
const text = (s) => (s.isWellFormed() ? s : Array.from({ length: s.length }, (_, i) => s.charCodeAt(i)));
const write = (name, lines) => writeFileSync(`${folder}/${name}`, lines.map((line) => JSON.stringify(line)).join('\n') + '\n');

// ---- patterns: [pattern, inputs, answers as 0 and 1], or [pattern] when JavaScript refuses it

const letters = ['a', 'b', 'c', 'x', 'k', '0', '1', '8', '_', '-', ' ', 'é', 'ß', 'ſ', '\u212a', '\n', '\r', '\t', '\v', '\u2028', '\u2029', '\ufeff', '\u00a0',
  '\u180e', '\u200d', '\u0663', '😀', '\ud83d', '\ude00', '\0', '\x01', '\x1f', '\b', '/', ',', '"', "'", '#', '<', '>', '=', '!', ':', '&', '@', '.', '\\', '{', '}', '$', '^'];
const escapes = ['\\d', '\\D', '\\w', '\\W', '\\s', '\\S', '\\b', '\\B', '\\b', '\\0', '\\00', '\\01', '\\1', '\\2', '\\3', '\\8', '\\9', '\\10', '\\12', '\\377', '\\400', '\\777', '\\08',
  '\\cA', '\\ca', '\\c1', '\\c_', '\\c', '\\x61', '\\x6', '\\x', '\\u0061', '\\u006', '\\u', '\\u{61}', '\\u{2}', '\\ud83d', '\\k', '\\k<n>', '\\k<m>', '\\k<', '\\p{L}', '\\P', '\\-', '\\/',
  '\\.', '\\n', '\\r', '\\t', '\\v', '\\f', '\\e', '\\a', '\\z', '\\Z', '\\A', '\\G', '\\Q', '\\E', '\\i', '\\_', '\\@', '\\ ', '\\#', '\\"', '\\{', '\\}', '\\[', '\\]', '\\(', '\\)', '\\*', '\\é', '\\\n'];
const literal = (s) => (/[\\^$.*+?()[\]{}|]/.test(s) ? '\\' + s : s);
const quantifiers = ['*', '+', '?', '*?', '+?', '??', '{2}', '{0}', '{1,2}', '{0,1}?', '{2,}', '{,2}', '{', '{}', '{a}', '{1', '{1,', '{1,a}', '}', '{99999999999}', '{0,99999999999}', '{00001}'];
const odd = ['(?#a)', '(?i)a', '(?i:a)', '(?-i:a)', "(?'n'a)", '(?>a)', '(?(1)a|b)', '(?<1>a)', '(?<-n>a)', '(?<n-m>a)', '[a-c-[b]]', '[[:alpha:]]', '\\p{IsGreek}', '(?', '(', ')', '[', ']', '{1}', '*', '+', '?', '\\', 'a**', 'a{2,1}',
  'a{1}{2}', '(?=a)*', '(?!a)+', '(?<=a)*', '(?<=a)?', '^*', '$+', '\\b?', '(?<n>a)(?<n>b)', '(?<a', '(?<>a)', '(?<é>a)\\k<é>', '(?<\\u0061>b)\\k<a>', '(?<\\u{61}>b)', '(?<$_1>b)', '(?<1a>b)', '(?<a b>c)', '[z-a]', '[a', '[^'];
const members = ['a', 'b', 'c', 'x', '0', '_', '-', '^', '[', '.', '*', '$', 'é', ' ', '\\d', '\\D', '\\w', '\\W', '\\s', '\\S', '\\b', '\\B', '\\c', '\\cA', '\\c1', '\\c_', '\\c-', '\\0', '\\1', '\\8', '\\12',
  '\\x61', '\\x', '\\u0061', '\\u', '\\k', '\\-', '\\]', '\\\\', '\\n', '\\p', 'a-c', '0-9', '+--', 'a-', '-c', '\\d-x', 'a-\\d', '\\w-\\d', 'é-ü', '\ud83d', '😀', '\u2028', '\\ud800-\\udfff', '!-~', '\0-\x1f', '&&', '--', 'a-a'];

function klass() {
  if (chance(0.1)) return pick(['[]', '[^]', '[^]a]', '[]a]', '[\\s\\S]', '[^\\s\\S]', '[^\\W]', '[\\W_]', '[^\\d\\D]', '[-]', '[^-]', '[--a]']);
  return '[' + pick(['', '', '^']) + Array.from({ length: 1 + below(4) }, () => pick(members)).join('') + ']';
}
function atom(depth) {
  const r = random();
  if (r < 0.4) return literal(pick(letters));
  if (r < 0.5) return pick(['a', 'b', 'ab', 'c']);
  if (r < 0.62) return pick(escapes);
  if (r < 0.72) return klass();
  if (r < 0.78) return '.';
  if (r < 0.84) return pick(['^', '$', '\\b', '\\B']);
  if (depth > 2) return 'a';
  if (r < 0.93) return pick(['(', '(?:', '(?:']) + alternatives(depth + 1) + ')';
  if (r < 0.96) return pick(['(?=', '(?!', '(?<=', '(?<!']) + alternatives(depth + 1) + ')';
  if (r < 0.98) return '(?<' + pick(['n', 'm', 'a1']) + '>' + alternatives(depth + 1) + ')';
  return pick(odd);
}
const term = (depth) => atom(depth) + (chance(0.3) ? pick(quantifiers) : '');
const sequence = (depth) => Array.from({ length: below(4) + (depth === 0 ? 1 : 0) }, () => term(depth)).join('');
const alternatives = (depth) => Array.from({ length: chance(0.25) ? 2 : 1 }, () => sequence(depth)).join('|');
function mutated(pattern) {
  const at = below(pattern.length + 1);
  return chance(0.5) ? pattern.slice(0, at) + pattern.slice(at + 1) : pattern.slice(0, at) + pick(['(', ')', '[', ']', '{', '}', '*', '?', '\\', '|', '^', '-', '1', ',']) + pattern.slice(at);
}
function inputFor(pattern) {
  // Characters of the pattern itself make matches likely.
  const own = [...pattern.replace(/[\\()[\]{}*+?|^$]/g, '')];
  return Array.from({ length: below(8) }, () => (own.length > 0 && chance(0.5) ? pick(own) : pick(letters))).join('');
}
const handPicked = [
  ['', ['', 'a']], ['^$', ['', '\n', 'a']], ['$', ['a\n', '']], ['^a$', ['a', 'a\n', '\na', 'A']], ['a.c', ['a\nc', 'a\rc', 'a\u2028c', 'a\u0085c', 'abc', 'a😀c']], ['^.$', ['😀', '\ud83d', 'é']],
  ['@acme\\.com$', ['eve@acme.com', 'eve@acme.com.evil', 'eve@acmexcom', 'EVE@ACME.COM']], ['^(?:eu|us)-\\d+$', ['eu-1', 'us-42', 'eu-٣', 'eu-']], ['\\bcat\\b', ['cat', 'concat', 'a cat!', 'écat', 'catś', 'cat\u200d']],
  ['\\Bé', ['é', 'aé', 'éa']], ['^\\w+$', ['abc_1', 'é', 'ſ', 'K']], ['^\\s+$', [' \t\u00a0\ufeff\u2003\u3000', '\u180e', '\u0085', '\u200b']], ['(a)|b\\1', ['b', 'a', 'ba']], ['(?:(a)|b)*\\1$', ['ab', 'aba', 'abaa', 'ba']],
  ['^(a\\1)$', ['a', 'aa']], ['\\1(a)', ['a', 'aa']], ['^(?:(a)|(b)|c)+\\1\\2$', ['ac', 'abc', 'aca', 'acab', 'bca']], ['^(?<y>\\d{4})-\\k<y>$', ['2020-2020', '2020-2021']], ['(?<=\\$)\\d+', ['$42', '42', '€42']],
  ['(?<!\\$)\\b\\d+', ['$42', '42', 'a42', 'é42']], ['^(?=.*\\d)(?=.*[a-z]).{4,}$', ['ab12', 'abcd', '1234', 'a1']], ['^(?!.*\\.\\.)[a-z.]+$', ['a.b', 'a..b']], ['[', ['[']], ['a{2,1}', ['aa']], ['\\', ['\\']], ['(?<a>.)(?<a>.)', ['aa']],
  ['x{,3}', ['x{,3}', 'xxx', '']], ['^a{2}$', ['aa', 'aaa', 'a{2}']], ['^[\\w.+-]+@[\\w-]+\\.[\\w.]+$', ['a.b+c@d-e.f', 'a@b', 'é@a.b']], ['^[^\\W\\d_]$', ['a', '1', '_', 'é']], ['(?:)', ['', 'a']], ['()', ['']], ['(?=(a))\\1', ['a', 'b']],
  ['(?!(a))\\1b', ['b', 'ab']], ['(z)((a+)?(b+)?(c))*', ['zaacbbbcac', 'z']], ['^(z)((a+)?(b+)?(c))*\\4$', ['zaacbbbcac', 'zbcb', 'zbc']], ['(?=(a+))a*b\\1', ['baaabac']], ['(.*?)a(?!(a+)b\\2c)\\2(.*)', ['baaabaac']], ['\\u{1F600}', ['😀', 'u{1F600}']],
  ['^\\x41\\u0042\\103\\cj$', ['ABC\n', 'ABCj']], ['[\\b]', ['\b', 'b']], ['^\\c$', ['\\c']], ['\\cé', ['\\cé']], ['[\\c*]', ['\\', 'c', '*', '\n']], ['^\\/api\\/v[12]\\/', ['/api/v1/', '/api/v3/']], ['(?:a|ab)(?:c|bcd)(?:d*)$', ['abcd', 'abcdd', 'abc']],
];

const patterns = [];
let pairs = 0;
function addPattern(pattern, inputs) {
  let regex;
  try {
    regex = new RegExp(pattern);
  } catch {
    patterns.push([text(pattern)]);
    return;
  }
  try {
    regex.test('');
  } catch {
    return; // Too large for V8.
  }
  pairs += inputs.length;
  patterns.push([text(pattern), inputs.map(text), inputs.map((input) => (new RegExp(pattern).test(input) ? 1 : 0)).join('')]);
}
for (const [pattern, inputs] of handPicked) addPattern(pattern, inputs);
for (const pattern of odd) addPattern(pattern, ['', 'a', 'ab', 'aa', 'b', pattern]);
for (const escape of escapes) for (const pattern of [escape, `[${escape}]`, `^${escape}$`]) addPattern(pattern, ['', 'a', 'k', '8', 'é', ' ', escape, escape.slice(1), pick(letters)]);
for (const quantifier of quantifiers) addPattern(`^a${quantifier}$`, ['', 'a', 'aa', 'aaa', 'a' + quantifier]);
for (let i = 0; i < 3200; i++) {
  const pattern = chance(0.15) ? mutated(alternatives(0)) : alternatives(0);
  addPattern(pattern, ['', ...Array.from({ length: 3 }, () => inputFor(pattern))]);
}
write('patterns.jsonl', patterns);

// ---- numbers: [text, Number(text) as text], and [[number], String(number)]

const numberTexts = ['', ' ', '\ufeff', '0', '-0', '+0', '1', ' 1 ', '\n1\t', '1_0', '1,5', '1.5', '.5', '5.', '.', '-.5', '+5.e1', '1e3', '1E+3', '1e-3', '1e', 'e1', '1e+', '1e999', '-1e999', '1e-999', '1e99999999999', '1e-99999999999',
  '0e99999999999', 'Infinity', '+Infinity', '-Infinity', 'infinity', 'Infinity1', ' Infinity', 'NaN', 'nan', '0x10', '0X1f', '0x', '-0x10', '+0x10', '0xg', '0b101', '0B2', '0b', '0o17', '0O8', '017', '08', '1n', '1f', '1d', '\u00a01', '1\u2028', '\u200b1',
  '\u180e1', '٣', '１', '1 2', '--1', '+-1', '1.2.3', '0x1.8', 'true', 'null', '[object Object]', '1,2', '9007199254740993', '0.1', '123456789012345678901234567890', '4.35', '5e-324', '2.5e-324', '2.4e-324', '1.7976931348623157e308', '1.7976931348623159e308',
  '0x20000000000001', '0x20000000000003', '0x1fffffffffffff8000000000000000000000001', '0b' + '1'.repeat(60), '0o' + '7'.repeat(30), '0x' + 'f'.repeat(255), '0x' + 'f'.repeat(257), '0x' + '1' + '0'.repeat(300), '9'.repeat(400), '0.' + '0'.repeat(400) + '1', '1'.repeat(800) + 'e-700'];
const numberPieces = ['0', '1', '9', '25', '.', 'e', 'E', '+', '-', ' ', 'x', '0x', '0b', 'f', 'Infinity', '_', ',', '\t'];
for (let i = 0; i < 1500; i++) numberTexts.push(Array.from({ length: 1 + below(5) }, () => pick(numberPieces)).join(''));
const numbers = [...new Set(numberTexts)].map((s) => [s, Object.is(Number(s), -0) ? '-0' : String(Number(s))]);
const bits = new DataView(new ArrayBuffer(8));
const values = [0, -0, 1, -1, 0.1, 1e21, 1e20, 123456789012345680000, 1e-6, 1e-7, 1.5e-7, 0.000001234, 1234.5678, 1e100, 5e-324, 1.7976931348623157e308, 4294967296, 9007199254740992, 100, 1e300, 123e-20, 0.5, 1 / 3, 2 / 3, 1e22, 999999999999999900000, 1.0000000000000002];
for (let i = 0; i < 1500; i++) {
  bits.setUint32(0, below(2 ** 32));
  bits.setUint32(4, below(2 ** 32));
  const value = chance(0.5) ? bits.getFloat64(0) : (random() - 0.5) * 10 ** (below(50) - 25);
  if (Number.isFinite(value)) values.push(value);
}
for (const value of values) numbers.push([[Object.is(value, -0) ? '-0.0' : value], String(value)]);
write('numbers.jsonl', numbers);

// ---- dates: [text, Unix milliseconds or null], and [[Unix milliseconds], String(date)]

const dateTexts = ['', ' ', '2020', '2020-01', '2020-01-02', '2020-1-2', '2020-13-01', '2020-00-01', '2020-02-30', '2020-02-31', '2020-02-32', '2020-01-02T03:04', '2020-01-02T03:04Z', '2020-01-02T03:04:05', '2020-01-02T03:04:05.6', '2020-01-02T03:04:05.678Z',
  '2020-01-02T03:04:05.6789Z', '2020-01-02T03:04:05.1234567890123Z', '2020-01-02T03:04:05+01:00', '2020-01-02T03:04:05-0130', '2020-01-02T03:04:05+01', '2020-01-02T24:00', '2020-01-02T24:00:00.000Z', '2020-01-02T24:00:01', '2020-01-02T24:01', '2020-01-02T25:00', '2020-01-02T03',
  '2020-01-02T3:04', '2020-01-02 03:04', '2020-01-02 03:04:05', '2020-01-02 03:04:05Z', '2020-01-02 03:04:05 +0100', '2020-01-02 03:04:05 UTC', '2020-01-02t03:04z', '2020-01-02T03:04:05z', '+002020-01-02', '-002020-01-02', '-000000', '-000000-01-01', '+000000-01-01', '+275760-09-13',
  '+275760-09-13T00:00:00.001Z', '+275760-09-12T23:59:59.999Z', '-271821-04-20', '-271821-04-19', '-271821-04-20T00:00+00:01', '+999999-01-01', '0000-01-01', '0099-01-01', '99-01-01', '2020/01/02', '2020/1/2', '1/2/2020', '01/02/20', '1/2/49', '1/2/50', '1/2', '13/1/2020', '1/32/2020',
  'Jan 2 2020', '2 Jan 2020', 'January 2, 2020', 'January 2, 2020 3:04 PM', '2 Januar 2020', 'Thu, 02 Jan 2020 03:04:05 GMT', 'Thu Jan 02 2020 03:04:05 GMT+0100 (CET)', 'Thu Jan 02 2020 03:04:05 GMT-8', 'Thu Jan 02 2020 03:04:05 GMT+1:30', 'Jan 2 2020 12:00 AM', 'Jan 2 2020 12:00 PM',
  'Jan 2 2020 13:00 PM', 'Jan 2 2020 0:00 am', 'Jan 2 2020 1:2:3.4', 'Jan 2 2020 1:2:3.4567', '2020 Jan 2', 'Jan 2020', '2020 Jan', 'Jan', 'Jan 2', '2-Jan-2020', 'tomorrow', 'now', '0', '1', '12', '13', '31', '32', '49', '50', '99', '100', '1000', '12345', '123456', '1577836800000', '1e3', '-1', '-5', '+1', '2020-01-02T',
  '2020-01-02 EST', '2020-01-02 10:00 PST', '2020-01-02 10:00 Z', '2020-01-02 10:00Z+1', '2020-01-02T10:00 Z', ' 2020-01-02', '2020-01-02 ', '(a) 2020-01-02', '2020-01-02 (a (b) c)', '2020-01-02 (a', '2020-01-02)', '2020.01.02', '2020.01.02 10.00', '02.01.2020', '20200102', '20200102T030405Z', '2020-W01', '2020-001',
  '2020-01-02T03:04:05,678Z', '2020-01-02T03:04:60Z', '2020-01-02T03:60Z', '2020-01-02T03:04:05.Z', '10:00', '10:00 1/2/2020', '1/2/2020 10:', '1/2/2020 10::', '1/2/2020 10::5', '1/2/2020 24:00', '1/2/2020 24:01', '\ufeff2020', '2020\0junk', 'Jan\u00a01 2020', 'Jan\u20281 2020', '1\u2028Jan 2020', '\u20031 Jan 2020', '1\ufeff2 2020', '２０２０', '2020–01–02', 'ſep 1 2020', 'SEPTEMBER 1 2020', 'Sept 1 2020', 'Mayday 1 2020',
  'Date 1 2020', 'Date1 2020', 'foo 2020-01-02', '2020-01-02 foo', '1 2 3 4', '1 2 3 4:5', '2020-01-02T03:04:05.678+24:00', '2020-01-02T03:04:05.678+23:59', '2020-01-02T03:04:05 +99999', '2020-01-02 03:04:05 +5', '2020-01-02 03:04:05 +530', '2020-01-02 03:04:05 + 0530', '2020-01-02 3 PM', '2020-01-02 3:00PM', '2020-01-02 3:00pm',
  '2020-01-01T00:00:00.0123456789Z', '2020-01-01T00:00:00.012345678Z', '2020-01-01T00:00:00.00000123456789Z', '2020-01-01T00:00:00.0000000000000000001Z', '0000002020', '-0000002020', '01 Jan 0000002020', '-0000001234567890', '0012345678901', '000000000000', '1/0000000001/2020', '1 Jan 2020 10:00:00.0123456789',
  '1 Jan 2020 10:00:00 +0000000001'];
const datePieces = ['2020', '1999', '01', '02', '1', '12', '31', '32', '45', '75', '0', '-', '/', ':', '.', ' ', ' ', ',', 'T', 'Z', '+', '-', 'Jan', 'feb', 'December', 'PM', 'am', 'GMT', 'UTC', 'EST', '(x)', '10:20', '10:20:30', '0100', '01:30', 'foo', '001'];
for (let i = 0; i < 4000; i++) dateTexts.push(Array.from({ length: 1 + below(7) }, () => pick(datePieces)).join(''));
const two = (n) => String(n).padStart(2, '0');
for (let i = 0; i < 800; i++) {
  const zone = pick(['', 'Z', '+01:00', '-11:30', '+0530', 'z', '+1', ' ']);
  dateTexts.push(`${1900 + below(200)}-${two(below(14))}-${two(below(33))}${pick(['T', 'T', ' ', ''])}${two(below(26))}:${two(below(62))}${chance(0.5) ? ':' + two(below(62)) : ''}${chance(0.3) ? '.' + below(10000) : ''}${zone}`);
}
const orNull = (n) => (Number.isNaN(n) ? null : n);
const dates = [...new Set(dateTexts)].map((s) => [s, orNull(new Date(s).getTime())]);
for (const ms of [0, -1, 1577836800000, 8.64e15, -8.64e15, -62198755200000, -62167219200000, 253402300800000, 951782400000, ...Array.from({ length: 400 }, () => Math.floor((random() - 0.5) * 10 ** (4 + below(13))))])
  if (Math.abs(ms) <= 8.64e15) dates.push([[ms], String(new Date(ms))]);
write('dates.jsonl', dates);

// ---- attributes: [custom, claims], which the cases below name by line; rules: [rules, lines, treatments as 0 and 1].
// What SEMANTICS section 9 answers in another way is left out: whatever throws, and null.

const dateOf = (ms) => ({ date: ms });
const words = ['a', 'ab', 'abc', 'b', 'B', 'pro', 'free', 'é', '', ' a', '10', '5', '0x10', '2020-01-02', 'true', 'false', 'null', '1,2', 'a,b', '😀', '\ufeff7 '];
const numbersUsed = [0, -0, 1, 5, 10, 16, -1, 1.5, 1e21, 1577836800000, 7];
const instants = [0, 1, 1577836800000, 1577836800001, 1577923200000, -1];
const dateOperands = ['2020-01-01', '2020-01-01T00:00:00Z', '2020-01-01T01:00:00+01:00', '2020-01-01T00:00:00.001Z', '2020-01-02', 1577836800000, 1577836800000.9, 1, 0, '', 'junk', 'Jan 1 2020', true, false, null, [2020], [], {}, 1e30, '2020-01-01 00:00'];
const scalar = () => pick([() => pick(words), () => pick(numbersUsed), () => chance(0.5)])();
const value = () => pick([scalar, scalar, scalar, () => dateOf(pick(instants)), () => some(3, scalar)])();
const names = ['plan', 'n', 'd', 'jwt.plan', 'jwt.roles', 'jwt.roles.0', 'jwt.a.b', 'jwt.a.c.0', 'frontegg.email', 'frontegg.emailVerified', 'frontegg.tenantId', 'frontegg.userId', 'jwt.email', 'jwt.sub', 'none', 'jwt.x', 'jwt.a'];
const listOps = ['in_list', 'starts_with', 'ends_with', 'contains'];
const numberOps = ['equal', 'greater_than', 'greater_than_equal', 'lower_than', 'lower_than_equal'];
const dateOps = ['on', 'on_or_after', 'on_or_before'];
const regexes = ['^a', 'b$', '^\\d+$', 'a|5', '[', '^true$', '^1,2$', '^\\[object Object\\]$', '2020', 'Jan 01', '^$', '\\bpro\\b', '^[a-z]+$', '.', 'GMT\\+0000', '(a)\\1', '(?=a)ab', 'e\\+21'];
function operand(op) {
  if (chance(0.05)) return pick([{}, [], 'a', 5, { list: {} }, { other: 1 }, { string: 5 }, { number: '5' }, { boolean: 'true' }, { start: 1 }, { list: ['a', 1] }]);
  const extra = chance(0.05) ? { more: 1 } : {};
  if (listOps.includes(op)) return { list: some(3, () => pick(words)), ...extra };
  if (op === 'matches') return { string: pick(regexes), ...extra };
  if (numberOps.includes(op)) return { number: pick(numbersUsed), ...extra };
  if (op === 'between_numeric') return { start: pick(numbersUsed), end: pick(numbersUsed), ...extra };
  if (op === 'is') return { boolean: chance(0.5), ...extra };
  if (dateOps.includes(op)) return { date: pick(dateOperands), ...extra };
  return { start: pick(dateOperands), end: pick(dateOperands), ...extra };
}
const allOps = [...listOps, 'matches', ...numberOps, 'between_numeric', 'is', ...dateOps, 'between_date'];
function condition() {
  const op = chance(0.04) ? pick(['unknown', 'IN_LIST', '', 5, 'equal ']) : pick(allOps);
  const made = { attribute: pick(names), op, value: operand(op) };
  if (chance(0.7)) made.negate = pick([true, false, false, true, 1, 0, '', 'false']);
  return made;
}
function group(depth) {
  const made = { conditions: some(3, () => (depth < 3 && chance(0.25) ? nested(depth + 1) : condition())) };
  if (chance(0.9)) made.conditionLogic = pick(['and', 'and', 'or', 'or', 'OR', null, 'any']);
  return made;
}
function nested(depth) {
  const made = group(depth);
  if (!('conditionLogic' in made)) made.conditionLogic = 'and';
  return chance(0.03) ? { ...made, op: 'is' } : made;
}
const rule = () => ({ ...group(0), treatment: pick(['true', 'true', 'false', 'on', true]) });
const claimValue = (depth) => (depth < 2 && chance(0.3) ? pick([() => some(2, () => claimValue(depth + 1)), () => ({ b: claimValue(depth + 1), c: some(2, scalar) })])() : scalar());
function attributes() {
  const custom = {};
  for (const name of ['plan', 'n', 'd', 'jwt.plan', 'jwt.x', 'frontegg.email', 'jwt.a.b']) if (chance(0.5)) custom[name] = value();
  const claims = {};
  for (const name of ['plan', 'roles', 'a', 'email', 'email_verified', 'tenantId', 'id', 'sub']) if (chance(0.5)) claims[name] = claimValue(0);
  return [custom, claims];
}
const live = (custom) => Object.fromEntries(Object.entries(custom).map(([k, v]) => [k, v !== null && typeof v === 'object' && 'date' in v ? new Date(v.date) : v]));
const pool = Array.from({ length: 400 }, attributes);
write('attributes.jsonl', pool);
const rules = [];
let ruleCases = 0;
while (ruleCases < 6000) {
  const made = Array.from({ length: 1 + below(3) }, rule);
  const asked = [];
  let answers = '';
  for (let i = 0; i < 10; i++) {
    const line = below(pool.length);
    const [custom, jwt] = pool[line];
    try {
      const { treatment } = commons.evaluatePlan({ defaultTreatment: 'false', rules: made }, commons.prepareAttributes({ custom: live(custom), jwt }));
      asked.push(line);
      answers += treatment === 'true' ? '1' : '0';
    } catch {
      // Section 9.
    }
  }
  ruleCases += asked.length;
  if (asked.length > 0) rules.push([made, asked, answers]);
}
write('rules.jsonl', rules);

// ---- contexts: [context, line of attributes, [[kind, key, answer] ...]], answer "" for yes, else the justification

const featureKeys = ['sso', 'audit', 'export', 'seats'];
const planIds = ['basic', 'gold', 'trial'];
const permissionKeys = ['docs.read', 'docs.write', 'admin', 'reports.a.b'];
const grants = ['docs.*', 'docs.read', '*', 'admin', 'reports.*.b', 'doc*'];
const treatments = ['true', 'false', 'false', 'other'];
const contexts = [];
while (contexts.length < 300) {
  const plans = {};
  for (const id of planIds) if (chance(0.7)) plans[id] = { defaultTreatment: pick(treatments), ...(chance(0.5) ? { rules: some(2, rule) } : {}) };
  const features = {};
  for (const key of featureKeys) {
    if (chance(0.2)) continue;
    features[key] = { planIds: planIds.filter(() => chance(0.4)), expireTime: pick([null, null, -1, 0, -2, now, now - 1, now + 1, 1]), linkedPermissions: permissionKeys.filter(() => chance(0.3)) };
    if (chance(0.5)) features[key].featureFlag = { on: chance(0.6), offTreatment: pick(treatments), defaultTreatment: pick(treatments), ...(chance(0.5) ? { rules: some(2, rule) } : {}) };
  }
  const permissions = Object.fromEntries(grants.filter(() => chance(0.3)).map((grant) => [grant, true]));
  const context = { features, plans, permissions };
  const line = below(pool.length);
  const [custom, jwt] = pool[line];
  const given = { custom: live(custom), jwt };
  try {
    const asked = [];
    for (const key of featureKeys) asked.push(['f', key, commons.evaluateIsEntitledToFeature(key, context, given).justification ?? '']);
    for (const key of permissionKeys) asked.push(['p', key, commons.evaluateIsEntitledToPermissions(key, context, given).justification ?? '']);
    contexts.push([context, line, asked]);
  } catch {
    // Section 9.
  }
}
write('contexts.jsonl', contexts);
console.log({ node: process.version, patterns: patterns.length, pairs, numbers: numbers.length, dates: dates.length, rules: rules.length, ruleCases, contexts: contexts.length });
