interface Place {
  poll: number;
  regionPath: string;
  /** Index in `ballotKinds`. */
  kind: number;
}

interface Source {
  tallies(wanted: readonly Place[]): Promise<(Place & { id: number })[]>;
}

/**
 * Ids of tallies by poll, region and kind of ballot. The first ballot of a kind from a region makes its tally, a batch's missing
 * ones together.
 */
export class TallyIds {
  private readonly ids = new Map<number, Map<string, (number | undefined)[]>>();

  constructor(private readonly source: Source) {}

  async of(places: readonly Place[]): Promise<(place: Place) => number> {
    const missing = new Map<string, Place>();
    for (const place of places) {
      const { poll, regionPath, kind } = place;
      if (this.find(place) === undefined) missing.set(`${kind} ${poll}${regionPath}`, { poll, regionPath, kind });
    }
    if (missing.size > 0) {
      for (const found of await this.source.tallies([...missing.values()])) this.keep(found);
    }
    return (place) => {
      const id = this.find(place);
      if (id === undefined) throw new Error(`no tally for ${place.regionPath}`);
      return id;
    };
  }

  private find({ poll, regionPath, kind }: Place): number | undefined {
    return this.ids.get(poll)?.get(regionPath)?.[kind];
  }

  private keep({ id, poll, regionPath, kind }: Place & { id: number }): void {
    let ofPoll = this.ids.get(poll);
    if (!ofPoll) this.ids.set(poll, (ofPoll = new Map<string, (number | undefined)[]>()));
    let ofRegion = ofPoll.get(regionPath);
    if (!ofRegion) ofPoll.set(regionPath, (ofRegion = []));
    ofRegion[kind] = id;
  }
}
