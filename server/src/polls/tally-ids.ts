interface Place {
  poll: number;
  regionPath: string;
}

interface Source {
  tallies(wanted: readonly Place[]): Promise<(Place & { id: number })[]>;
}

/** Ids of tallies by poll and region. The first ballot from a region makes its tally, a batch's missing ones together. */
export class TallyIds {
  private readonly ids = new Map<number, Map<string, number>>();

  constructor(private readonly source: Source) {}

  async of(places: readonly Place[]): Promise<(place: Place) => number> {
    const missing = new Map<string, Place>();
    for (const place of places) {
      const { poll, regionPath } = place;
      if (this.find(place) === undefined) missing.set(`${poll}${regionPath}`, { poll, regionPath });
    }
    if (missing.size > 0) {
      for (const { id, poll, regionPath } of await this.source.tallies([...missing.values()])) {
        this.ids.set(poll, (this.ids.get(poll) ?? new Map<string, number>()).set(regionPath, id));
      }
    }
    return (place) => {
      const id = this.find(place);
      if (id === undefined) throw new Error(`no tally for ${place.regionPath}`);
      return id;
    };
  }

  private find({ poll, regionPath }: Place): number | undefined {
    return this.ids.get(poll)?.get(regionPath);
  }
}
