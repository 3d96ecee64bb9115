interface Place {
  poll: number;
  regionPath: string;
}

interface Source {
  tallies(wanted: readonly Place[]): Promise<(Place & { id: number })[]>;
}

/** Ids of tallies by poll and region. The first ballot from a region makes its tally, a batch's missing ones together. */
export class TallyIds {
  private readonly ids = new Map<string, number>();

  constructor(private readonly source: Source) {}

  async of(places: readonly Place[]): Promise<(place: Place) => number> {
    const missing = new Map<string, Place>();
    for (const place of places) if (!this.ids.has(keyOf(place))) missing.set(keyOf(place), place);
    if (missing.size > 0) {
      for (const found of await this.source.tallies([...missing.values()])) this.ids.set(keyOf(found), found.id);
    }
    return (place) => {
      const id = this.ids.get(keyOf(place));
      if (id === undefined) throw new Error(`no tally for ${place.regionPath}`);
      return id;
    };
  }
}

const keyOf = ({ poll, regionPath }: Place): string => `${poll}${regionPath}`;
