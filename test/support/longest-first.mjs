import { statSync } from 'node:fs';
import path from 'node:path';

/** What takes longest, by name; a fresh checkout knows no times of runs before. */
const longest = ['pages', 'phones', 'polls-faults', 'regions-import', 'recordings', 'stage-room', 'attendance-faults'];

/** The order in which Jest takes the files: long ones first, so that no core waits for another at the end. */
export default class LongestFirst {
  sort(tests) {
    const rank = ({ path: file }) => {
      const place = longest.indexOf(path.basename(file).split('.')[0]);
      return place < 0 ? longest.length : place;
    };
    const size = ({ path: file }) => statSync(file).size;
    return [...tests].sort((a, b) => rank(a) - rank(b) || size(b) - size(a));
  }

  shard(tests, { shardIndex, shardCount }) {
    return tests.filter((_, nth) => nth % shardCount === shardIndex - 1);
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}
}
