import { Injectable } from '@nestjs/common';
import type { PinView } from '@sammelan/shared/regions/regions.dto.js';
import { NotFoundError } from '../access/access.errors.js';
import { PinDirectory, type PostalPlace } from './pin-directory.js';
import { districtsToday, placeKey, sameState, spellingGap } from './place-names.js';
import type { RegionNode } from './region-tree.js';
import { RegionsService } from './regions.service.js';

/** From a PIN code to the organisation's own regions, by the names that the post office uses. */
@Injectable()
export class PinCodesService {
  private directory: Promise<PinDirectory> | null = null;

  constructor(private readonly regions: RegionsService) {}

  /**
   * The regions of a PIN code: districts, those with most post offices first, each followed by the blocks in it that its
   * post offices name. Empty where the PIN is in use but none of its districts is in the tree.
   * @throws NotFoundError where it is no PIN code in use
   */
  async find(pin: string): Promise<PinView> {
    const places = /^[1-9]\d{5}$/.test(pin) ? (await this.load()).placesOf(pin) : [];
    if (places.length === 0) throw new NotFoundError('PIN code');
    const found = new Set<RegionNode>();
    for (const place of places) {
      const key = placeKey(place.taluk);
      for (const district of this.districtsOf(place)) {
        found.add(district);
        for (const block of district.children) if (placeKey(block.name.en ?? '') === key) found.add(block);
      }
    }
    const ordered = [...found].sort((a, b) => a.level - b.level);
    return { pin, regions: ordered.map((node) => this.regions.view(node)) };
  }

  private districtsOf(place: PostalPlace): RegionNode[] {
    const states = this.regions.childrenOf('/').filter((state) => sameState(place.state, state.name.en ?? ''));
    // A tree may begin below the states, as that of an organisation in one district does.
    const candidates = states.length
      ? states.flatMap((state) => state.children)
      : this.regions.childrenOf('/').flatMap((top) => [top, ...top.children]);
    return districtsToday(place.district, place.taluk).flatMap((name) => {
      const gaps = candidates.map((district) => spellingGap(name, district.name.en ?? ''));
      const least = Math.min(...gaps);
      return least === Infinity ? [] : [candidates[gaps.indexOf(least)]!];
    });
  }

  private load(): Promise<PinDirectory> {
    this.directory ??= PinDirectory.load().catch((error: unknown) => {
      this.directory = null;
      throw error;
    });
    return this.directory;
  }
}
