import { maxOptions } from './choices.js';

const options = Array.from({ length: maxOptions }, (_, index) => index);

/** Client ids kept of ballots that were changed, so that a late retry of an earlier one does not undo the change. */
const earlierKept = 10;

const clients = '(h.earlier || h.client || r.replaced)';

/**
 * A batch of ballots in one statement, after which ballots and tallies agree whatever happens in between.
 *
 * - Only polls that are open by the database's clock take ballots, or ended so lately that some viewers see them open (late_ms). Their rows are locked against closing until commit, so
 *   that a poll that was closed gets no ballot any more and its tally is final.
 * - New voters are inserted; the primary key decides. In changeable polls a voter's other ballot is replaced, unless it is a
 *   retry: the same client id, or one that was replaced before.
 * - Tallies move by what was inserted and changed. Locks are taken in one order (polls, ballots, tallies, each by key), so
 *   that batches on several connections cannot wait for each other in a circle.
 *
 * Arrays are taken apart side by side in one select, a row at a time: `unnest` of several copies each of them first.
 * Values are null where an array is shorter, as that of replaced ids is where there are none.
 *
 * Gives the clock first (nth 0), then a row for each ballot that was not new; see KnownBallot.
 */
export const castBallotsSql = `
with cast_now as materialized (
  select poll, voter, tally, choices, client, replaced::uuid[] as replaced, nth
  from (
    select unnest($1::int[]) as poll, unnest($2::uuid[]) as voter, unnest($3::int[]) as tally,
      unnest($4::smallint[]) as choices, unnest($5::uuid[]) as client, unnest($6::text[]) as replaced,
      generate_series(1, cardinality($1::int[])) as nth
  ) as t
), opened as materialized (
  select number, changeable from polls
  where number in (select distinct poll from cast_now) and state = 'open'
    and (closes_at is null or closes_at + make_interval(secs => late_ms / 1000.0) > clock_timestamp())
  order by number for share
), fresh as (
  insert into ballots (poll, voter, tally, choices, client, earlier, cast_at)
  select poll, voter, tally, choices, client, replaced, now() from cast_now join opened on number = poll
  order by poll, voter
  on conflict (poll, voter) do nothing
  returning poll, voter, tally, choices
), rest as materialized (
  select c.*, o.number is not null as open, coalesce(o.changeable, false) as changeable
  from cast_now c
  left join fresh f on f.poll = c.poll and f.voter = c.voter
  left join opened o on o.number = c.poll
  where f.voter is null
), held as materialized (
  select b.* from rest r join ballots b on b.poll = r.poll and b.voter = r.voter
  where r.changeable
  order by b.poll, b.voter for update of b
), changed as (
  update ballots b
  set tally = r.tally, choices = r.choices, client = r.client, cast_at = now(),
    earlier = ${clients}[greatest(1, cardinality(${clients}) - ${earlierKept - 1}):]
  from held h join rest r on r.poll = h.poll and r.voter = h.voter
  where b.poll = h.poll and b.voter = h.voter
    and h.client <> r.client and not (r.client = any (coalesce(h.earlier, '{}')))
  returning b.poll, b.voter, b.tally, b.choices, h.tally as old_tally, h.choices as old_choices
), moves as (
  select tally, choices, count(*) as n from fresh group by tally, choices
  union all select tally, choices, count(*) from changed group by tally, choices
  union all select old_tally, old_choices, -count(*) from changed group by old_tally, old_choices
), deltas as materialized (
  select tally, sum(n)::int as voters,
    ${options.map((i) => `coalesce(sum(n) filter (where choices & ${1 << i} <> 0), 0)::int as n${i}`).join(', ')}
  from moves group by tally
), locked as materialized (
  select id from tallies where id in (select tally from deltas) order by id for update
), counted as (
  update tallies t
  set voters = t.voters + d.voters, counts = array[${options.map((i) => `t.counts[${i + 1}] + d.n${i}`).join(', ')}]
  from deltas d join locked on locked.id = d.tally
  where t.id = d.tally
)
select 0 as nth, true as open, false as changed, null::smallint as choices, null::uuid as client, null::uuid[] as earlier,
  null::timestamptz as cast_at, now() as at
union all
select r.nth::int, r.open, c.voter is not null, coalesce(h.choices, b.choices), coalesce(h.client, b.client),
  coalesce(h.earlier, b.earlier), coalesce(h.cast_at, b.cast_at), null
from rest r
left join changed c on c.poll = r.poll and c.voter = r.voter
left join held h on h.poll = r.poll and h.voter = r.voter
left join lateral (select * from ballots x where x.poll = r.poll and x.voter = r.voter and not r.changeable offset 0) b on true
order by nth`;
