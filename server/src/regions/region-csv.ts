import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse as csvParser } from 'csv-parse';
import type { RegionDraft } from './region-draft.js';

/** A line of a directory is a few hundred bytes; more is a quote that never closes. */
const maxRecordBytes = 64 * 1024;

interface Row {
  record: string[];
  info: { lines: number };
}

/**
 * Reads a CSV (UTF-8, with or without a byte-order mark; quotes as the file likes) into a draft, row by row: the file is
 * never in memory as a whole.
 * @param source bytes as they arrive
 * @returns rows below the header
 */
export async function readRegionCsv(source: Readable, draft: RegionDraft): Promise<number> {
  const parser = csvParser({
    bom: true,
    info: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: maxRecordBytes,
  });
  let rows = 0;
  try {
    await pipeline(source, decodeUtf8, parser, async (lines: AsyncIterable<Row>) => {
      // Once it is clear that nothing comes of it the rest is read away: a client that is still sending hears no answer.
      for await (const { record, info } of lines) {
        if (!draft.hasHeader) draft.header(info.lines, record);
        else if (!draft.isFull) draft.row(info.lines, record);
        rows++;
      }
    });
    if (rows <= 1) draft.report(0, 'file-empty', null, '');
  } catch (error) {
    if (error instanceof CsvError) draft.report(Number(error['lines'] ?? 0), 'file-broken', null, '');
    else if ((error as { code?: unknown }).code === notUtf8) draft.report(0, 'file-not-utf8', null, '');
    else throw error;
  }
  return Math.max(0, rows - 1);
}

/** Node's code for what a fatal TextDecoder throws. */
const notUtf8 = 'ERR_ENCODING_INVALID_ENCODED_DATA';

async function* decodeUtf8(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of source) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
