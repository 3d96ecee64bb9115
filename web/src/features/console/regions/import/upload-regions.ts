import { AppError, type WireError } from '@sammelan/shared/contract/errors.js';
import type { RegionImportView, RegionMappingDto } from '@sammelan/shared/regions/regions.dto.js';
import { fromWire } from '../../../../app/response-error.js';
import { session } from '../../../../app/session.js';

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/**
 * Sends the file as it is; `fetch` does not tell how much has gone, so this asks the old way.
 * @param onSent share of the file sent, 0 to 1
 * @throws AppError, with `lines` where lines of the file are wrong
 */
export async function uploadRegions(
  file: File,
  mapping: RegionMappingDto,
  onSent: (share: number) => void,
): Promise<RegionImportView> {
  const token = await session.token();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/regions/import?${new URLSearchParams({ mapping: JSON.stringify(mapping) })}`);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('content-type', 'text/csv');
    request.upload.onprogress = ({ loaded, total }) => onSent(total ? loaded / total : 0);
    request.onerror = () => reject(new AppError('unavailable', 'The server was not reached.'));
    request.onload = () => {
      const body = parsed(request.responseText);
      if (request.status === 200) return resolve(body as RegionImportView);
      const error = (body as { error?: WireError } | null)?.error;
      reject(error ? fromWire(error) : new AppError('unavailable', `The server answered ${request.status}.`));
    };
    request.send(file);
  });
}
