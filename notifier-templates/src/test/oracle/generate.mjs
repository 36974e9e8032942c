// Writes random texts with what sms-segments-calculator says of them; see README.md.
// node generate.mjs COUNT SEED > FILE
import { createRequire } from 'node:module';
import { once } from 'node:events';

const require = createRequire(import.meta.url);
const { SegmentedMessage } = require('sms-segments-calculator');
const { version } = require('sms-segments-calculator/package.json');

const count = Number(process.argv[2] ?? 1000);
const seed = Number(process.argv[3] ?? 1);

// mulberry32: the same texts for the same seed, everywhere.
let state = seed >>> 0;
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = state;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = (n) => Math.floor(random() * n);
const pick = (list) => list[below(list.length)];

const GSM7 = [...'@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCXYZÄÖÑÜ§¿abcxyzäöñüà'];
const EXTENSION = [...'\f^{}\\[~]|€'];
const VIETNAMESE = [...'Bảo hiểm xã hội: thẻ BHYT của Ông Nguyễn Văn Ước đã được gia hạn đến ngày 31/12, đề nghị liên hệ ở quận ỗ ẵ ự'];
const NFD = [...'Bảo hiểm xã hội đã đóng từ ngày'.normalize('NFD')];
const RADE = ['ê\u0306', 'ô\u0306', 'ơ\u0306', 'ư\u0306', 'ƀ', 'č', 'ñ', 'đ', 'k', 'a', ' '];
const KHMER = ['ក', 'ខ', 'ស\u17d2ត\u17b8', 'ម\u17bb', 'ខ\u17d2ម\u17c2', '\u200b', ' ', 'ញ\u17d2ជ\u17be', 'រ'];
const EMOJI = ['👍', '👨\u200d👩\u200d👧', '🇻🇳', '❤\ufe0f', '👋🏽', '😀', '1\ufe0f\u20e3', 'x', ' '];
const OTHER = [...'中文한글नमस्तेꪁꪫʼ“”–…ç`\u00a0đ'];
const PALETTES = [
  GSM7, [...GSM7, ...EXTENSION], EXTENSION, [...GSM7, 'đ'], VIETNAMESE, NFD, RADE, KHMER, EMOJI,
  [...VIETNAMESE, ...EMOJI], [...KHMER, ...EMOJI, ...RADE], OTHER, [...GSM7, ...OTHER],
];
const BORDERS = [70, 134, 201, 268, 160, 306, 459, 612];

function soup(length) {
  const palette = pick(PALETTES);
  let text = '';
  while (text.length < length) text += pick(palette);
  return text;
}

// One letter up to a border, with a wide character around it: where counters go wrong.
function border() {
  const wide = pick([EXTENSION, ['👍', '👨\u200d👩\u200d👧', 'ê\u0306', 'ស\u17d2ត\u17b8', 'e\u0306\u0302', 'đ']]);
  const letter = wide === EXTENSION ? 'a' : pick(['đ', 'ក', 'a']);
  const at = Math.max(0, pick(BORDERS) - below(8));
  return letter.repeat(at) + pick(wide).repeat(1 + below(4)) + letter.repeat(below(200));
}

function text() {
  const kind = random();
  if (kind < 0.4) return border();
  if (kind < 0.7) return soup(Math.max(0, pick(BORDERS) - 4 + below(8)));
  return soup(below(480));
}

// The calculator keeps clusters whole whatever they cost; the second count is without that.
function byCodePoint(message) {
  message.graphemes = Array.from(message.graphemes.join(''));
  return message._buildSegments(message._encodeChars(message.graphemes)).length;
}

function line(t) {
  const message = new SegmentedMessage(t);
  const gsm7 = message.getEncodingName() === 'GSM-7';
  const units = message.messageSize / (gsm7 ? 7 : 16);
  const segments = message.segmentsCount;
  // Controls and backslashes as \uXXXX, a run of eight or more as \{length}character.
  const escaped = t
    .replace(/[\\\t\n\r\f]/g, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'))
    .replace(/([^\\])\1{7,}/gu, (run, c) => '\\{' + run.length / c.length + '}' + c);
  return [gsm7 ? 'GSM7' : 'UCS2', units, segments, byCodePoint(message), escaped].join('\t');
}

const header = `# sms-segments-calculator ${version}, seed ${seed}: encoding, units, segments with whole clusters, segments without, text`;
process.stdout.write(header + '\n');
for (let i = 0; i < count; i++) {
  if (!process.stdout.write(line(text()) + '\n')) await once(process.stdout, 'drain');
}
