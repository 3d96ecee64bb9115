/** Enough to see which codes repeat; a state's villages are about as much. */
const headBytes = 4 * 1024 * 1024;

/**
 * Rows of comma-separated text (RFC 4180: quotes may hold commas, line breaks and doubled quotes). Empty lines are left
 * out. With `cut` the text ends anywhere, and the last row is not given.
 */
export function csvRows(text: string, cut = false): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endRow = () => {
    row.push(cell);
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
    cell = '';
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') cell += text[++at];
      else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === ',') {
      row.push(cell);
      cell = '';
    } else if (sign === '\n') endRow();
    else if (sign !== '\r') cell += sign;
  }
  if (!cut && (cell !== '' || row.length)) endRow();
  return rows;
}

export interface CsvHead {
  header: string[];
  rows: string[][];
}

/** The headings and first rows of a file; null where there is no table in it. */
export async function readCsvHead(file: File): Promise<CsvHead | null> {
  const bytes = await file.slice(0, headBytes).arrayBuffer();
  const text = new TextDecoder().decode(bytes).replace(/^\uFEFF/, '');
  const [header, ...rows] = csvRows(text, file.size > headBytes);
  return header && header.length > 0 && rows.length > 0 && !text.includes('\0') ? { header, rows } : null;
}
