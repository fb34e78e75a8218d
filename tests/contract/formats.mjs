// The formats of the contract that JSON Schema does not know, for ajv. The server's own checks are in C; these are
// written apart from them, so that the two can disagree.

const day = (year, month, date) => {
  const at = new Date(Date.UTC(2000, month - 1, date));
  at.setUTCFullYear(year, month - 1, date);
  return at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === date;
};

function partialDate(text) {
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text);
  return match !== null && day(Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1));
}

function orgnr(text) {
  const digits = text.replaceAll(" ", "");
  if (!/^\d{9}$/.test(digits)) return false;
  const sum = [3, 2, 7, 6, 5, 4, 3, 2].reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  return (11 - (sum % 11)) % 11 === Number(digits[8]);
}

function share(text) {
  const match = /^(\d{1,4})(?:%|\/(\d{1,4}))$/.exec(text);
  if (match === null) return false;
  const whole = Number(match[2] ?? 100);
  return whole >= 1 && Number(match[1]) <= whole;
}

function period(text) {
  const match = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?$/.exec(text);
  return match !== null && match.slice(1).some((part) => Number(part ?? 0) > 0);
}

const text = (value) => !/[\u202a-\u202e\u2066-\u2069]/.test(value) && /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]/u.test(value);

export const formats = { "partial-date": partialDate, orgnr, share, period, text };
