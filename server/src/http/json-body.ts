import { PayloadError } from '@sammelan/shared/contract/parse.js';
import { json, type RequestHandler } from 'express';

/** No request body is larger than a few screens of text; uploads have their own routes and limits. */
const maxBody = '256kb';

/** Reads JSON bodies. One that names a key twice is refused: what reads it first and what reads it last must not differ. */
export function jsonBody(): RequestHandler[] {
  const ambiguous = new WeakSet<object>();
  return [
    json({
      limit: maxBody,
      // What is thrown here would leave as body-parser's own 403.
      verify: (request, _response, bytes) => {
        if (holdsDuplicateKey(bytes.toString('utf8'))) ambiguous.add(request);
      },
    }),
    (request, _response, next) => {
      next(ambiguous.has(request) ? new PayloadError({ '': ['holds a key twice'] }) : undefined);
    },
  ];
}

/** Strings whole, and the signs that open, close and divide. */
const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],]/g;

/** Whether an object anywhere in the text has two members of one name (RFC 8259, section 4). For valid JSON only. */
export function holdsDuplicateKey(text: string): boolean {
  /** Keys of each open object, null for an array. */
  const open: (Set<string> | null)[] = [];
  let expectsKey = false;
  for (const [token] of text.matchAll(tokens)) {
    const keys = open.at(-1);
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (token !== ',' && expectsKey && keys) {
      const key = unquoted(token);
      if (keys.has(key)) return true;
      keys.add(key);
    }
    expectsKey = token === '{' || (token === ',' && open.at(-1) != null);
  }
  return false;
}

/** An escape that JSON does not know is the parser's to refuse. */
function unquoted(token: string): string {
  try {
    return JSON.parse(token) as string;
  } catch {
    return token;
  }
}
