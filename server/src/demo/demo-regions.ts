import type { LocalText } from '@sammelan/shared/contract/local-text.js';
import type { RegionRow } from '../regions/region-tree.js';
import { biharDistricts } from './bihar.js';

/** Bihar's code and path in the demo; links carry the code. */
export const biharCode = 'BR';
export const biharPath = '/BR/';

/** The block that goes down to booths, so that every level can be tried: numbered, since no real booth is meant. */
const deepBlock = 'BR-GAYA-BODH-GAYA';
const panchayats = 4;
const boothsPerPanchayat = 3;
const firstBooth = 101;

/** Bihar with its districts and blocks, and in one block a few panchayats and booths. Parents before children. */
export function demoRegions(): RegionRow[] {
  const rows: RegionRow[] = [{ code: biharCode, path: biharPath, level: 0, name: { en: 'Bihar', hi: 'बिहार' } }];
  const add = (parent: RegionRow, code: string, name: LocalText): RegionRow => {
    const row = { code, path: `${parent.path}${code}/`, level: parent.level + 1, name };
    rows.push(row);
    return row;
  };
  const bihar = rows[0]!;
  for (const line of biharDistricts.trim().split('\n')) {
    const [head = '', blocks = ''] = line.split(': ');
    const district = add(bihar, childCode(biharCode, head), nameFrom(head));
    for (const block of blocks.split(', ')) add(district, childCode(district.code, block), nameFrom(block));
  }
  const block = rows.find((row) => row.code === deepBlock);
  if (block) {
    for (let number = 1; number <= panchayats; number++) {
      const panchayat = add(block, `${deepBlock}-P${number}`, { en: `Panchayat ${number}`, hi: `पंचायत ${number}` });
      for (let nth = 0; nth < boothsPerPanchayat; nth++) {
        const booth = firstBooth + (number - 1) * boothsPerPanchayat + nth;
        add(panchayat, `${deepBlock}-B${booth}`, { en: `Booth ${booth}`, hi: `बूथ ${booth}` });
      }
    }
  }
  return rows;
}

/** `English=हिन्दी` */
function nameFrom(pair: string): LocalText {
  const [en = '', hi = ''] = pair.split('=');
  return { en, hi };
}

/** `BR-EAST-CHAMPARAN` from `BR` and `East Champaran=…`. */
const childCode = (parentCode: string, pair: string): string =>
  `${parentCode}-${pair.split('=')[0]!.toUpperCase().replaceAll(' ', '-')}`;
