import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

/** Wrong tries that cost nothing: people mistype. */
const freeTries = 5;
const firstWaitSeconds = 30;
const longestWaitSeconds = 15 * 60;
/** A name that nobody has tried for so long begins anew. */
const keptHours = 24;

/** `tries` wrong ones: until when to wait. Doubles with each. */
const waitAfter = (tries: string): string => `clock_timestamp() + case when ${tries} < ${freeTries} then interval '0'
  else least(${longestWaitSeconds}, ${firstWaitSeconds} * 2 ^ least(${tries} - ${freeTries}, 10)) * interval '1 second' end`;

@Injectable()
export class SignInTriesRepository {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /** Counts one try under this name and gives 0; or, where it is too soon, counts none and gives the milliseconds to wait. */
  async begin(nameHash: Buffer): Promise<number> {
    // The row's lock makes simultaneous tries take turns.
    const [counted] = await this.db.query<unknown[]>(
      `with old as (delete from sign_in_tries where tried_at < now() - interval '${keptHours} hours' and name_hash <> $1)
       insert into sign_in_tries as t (name_hash, wrong, wait_until, tried_at)
       values ($1, 1, clock_timestamp(), clock_timestamp())
       on conflict (name_hash) do update
         set wrong = case when t.tried_at < now() - interval '${keptHours} hours' then 1 else t.wrong + 1 end,
             wait_until = ${waitAfter('t.wrong + 1')}, tried_at = clock_timestamp()
         where t.wait_until <= clock_timestamp()
       returning 1 as counted`,
      [nameHash],
    );
    if (counted) return 0;
    const [row] = await this.db.query<{ ms: number }[]>(
      `select extract(epoch from wait_until - clock_timestamp())::float8 * 1000 as ms
         from sign_in_tries where name_hash = $1`,
      [nameHash],
    );
    return Math.max(1, row?.ms ?? 1);
  }

  async forget(nameHash: Buffer): Promise<void> {
    await this.db.query('delete from sign_in_tries where name_hash = $1', [nameHash]);
  }
}
