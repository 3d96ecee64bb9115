import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LineProblem } from '@sammelan/shared/contract/errors.js';
import type { LevelMappingDto, PinView, RegionImportView, RegionView } from '@sammelan/shared/regions/regions.dto.js';
import { RegionsService } from '@sammelan/server/regions/regions.service.js';
import type { TestClient } from '../support/test-client.js';
import { TestServer } from '../support/test-server.js';

/** The real directory of India, where it is at hand; it may not be committed. */
const lgd = join(import.meta.dirname, '../../../shared/data/lgd');
const describeWithLgd = existsSync(lgd) ? describe : describe.skip;

const twoLevels: LevelMappingDto[] = [
  { level: 0, codeColumn: 'State', nameColumn: 'State name', hindiNameColumn: 'नाम' },
  { level: 1, codeColumn: 'District', codePrefix: 'D', nameColumn: 'District name' },
];
const header = 'State,State name,नाम,District,District name\n';

describe('importing regions', () => {
  let server: TestServer;
  let owner: TestClient;
  beforeAll(async () => {
    server = await TestServer.start();
    owner = await server.withRole('owner');
  });
  afterAll(() => server.stop());

  const send = (csv: string | Uint8Array, levels = twoLevels, client = owner): Promise<Response> =>
    client.fetch(`/api/regions/import?mapping=${encodeURIComponent(JSON.stringify({ levels }))}`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: csv as BodyInit,
    });
  const imported = async (csv: string | Uint8Array, levels = twoLevels): Promise<RegionImportView> => {
    const response = await send(csv, levels);
    const body: unknown = await response.json();
    if (!response.ok) throw new Error(JSON.stringify(body));
    return body as RegionImportView;
  };
  const refused = async (csv: string | Uint8Array, levels = twoLevels): Promise<LineProblem[]> => {
    const response = await send(csv, levels);
    expect(response.status).toBe(422);
    const { error } = (await response.json()) as { error: { code: string; lines: LineProblem[] } };
    expect(error.code).toBe('region-import');
    return error.lines;
  };
  const stored = async (): Promise<number> =>
    (await server.sql<{ count: number }>('select count(*)::int as count from regions'))[0]!.count;

  it('takes a tree, and the same tree again without changing anything', async () => {
    const csv = `\uFEFF${header}MH,Maharashtra,महाराष्ट्र,1,PUNE\nMH,MAHARASHTRA,,2,"NASHIK "\n"GA",Goa,गोवा,3,North Goa\n`;
    expect(await imported(csv)).toEqual({ rows: 3, created: 5, updated: 0, unchanged: 0 });
    expect(await imported(csv)).toEqual({ rows: 3, created: 0, updated: 0, unchanged: 5 });
    const regions = server.get(RegionsService);
    expect(regions.byCode('MH')).toMatchObject({ path: '/MH/', name: { en: 'Maharashtra', hi: 'महाराष्ट्र' } });
    expect(regions.childrenOf('/MH/').map(({ code, name }) => [code, name.en])).toEqual([
      ['D1', 'Pune'],
      ['D2', 'Nashik'],
    ]);
    expect(await server.sql("select path from regions where path like '/MH/%' order by path")).toEqual([
      { path: '/MH/' },
      { path: '/MH/D1/' },
      { path: '/MH/D2/' },
    ]);
  });

  it('gives new names, keeps those it is not told, and moves a district with all that is below', async () => {
    const levels: LevelMappingDto[] = [...twoLevels, { level: 2, codeColumn: 'Block', codePrefix: 'B' }];
    const blocks: LevelMappingDto[] = [...twoLevels, { ...levels[2]!, nameColumn: 'Block name' }];
    await imported(`${header.trim()},Block,Block name\nMH,,,1,,7,Haveli\n`, blocks);
    const before = await stored();
    expect(await imported(`${header}GA,,,1,Poona\n`)).toEqual({ rows: 1, created: 0, updated: 2, unchanged: 1 });
    const regions = server.get(RegionsService);
    expect(regions.byCode('D1')).toMatchObject({ path: '/GA/D1/', name: { en: 'Poona' } });
    expect(regions.byCode('B7')).toMatchObject({ path: '/GA/D1/B7/', name: { en: 'Haveli' } });
    expect(regions.byPath('/MH/D1/B7/')?.path).toBe('/GA/D1/B7/');
    expect(await stored()).toBe(before);
  });

  it('hangs lower levels below regions that are there', async () => {
    const panchayats: LevelMappingDto[] = [
      { level: 2, codeColumn: 'block', codePrefix: 'B' },
      { level: 3, codeColumn: 'panchayat', codePrefix: 'P', nameColumn: 'name' },
    ];
    expect(await imported('Block,Panchayat,Name\n7,1,Wagholi\n', panchayats)).toMatchObject({ created: 1 });
    expect(server.get(RegionsService).byCode('P1')?.path).toBe('/GA/D1/B7/P1/');
    expect(await refused('Block,Panchayat,Name\n8,1,Wagholi\n', panchayats)).toEqual([
      { line: 2, column: 'Block', code: 'parent-unknown', value: 'B8' },
    ]);
  });

  it('stores nothing of a file with a wrong line, and names every wrong line', async () => {
    const before = await stored();
    const csv =
      `${header}KA,Karnataka,,11,Mysuru\n` + // fine
      ',,,12,Udupi\n' +
      'KA,Karnataka,,1_2/x!,Udupi\n' +
      'KL,Kerala,,11,Mysuru\n' +
      'KA,Karnatak,,13,Hassan\n' +
      `TN,${'x'.repeat(121)},,14,Salem\n` +
      'TR,,,,\n' +
      'D2,Delhi,,,\n' +
      '\n' +
      'KA,"Karnataka",,15,\n';
    expect(await refused(csv)).toEqual([
      { line: 3, column: 'State', code: 'code-missing', value: '' },
      { line: 4, column: 'District', code: 'code-invalid', value: '1_2/x!' },
      { line: 5, column: 'District', code: 'parent-differs', value: 'D11' },
      { line: 6, column: 'State name', code: 'name-differs', value: 'Karnatak' },
      { line: 7, column: 'State name', code: 'name-too-long', value: 'x'.repeat(80) },
      { line: 7, column: 'State name', code: 'name-missing', value: 'TN' },
      { line: 8, column: 'State name', code: 'name-missing', value: 'TR' },
      { line: 9, column: 'State', code: 'level-differs', value: 'D2' },
      { line: 11, column: 'District name', code: 'name-missing', value: 'D15' },
    ]);
    expect(await stored()).toBe(before);
    expect(server.get(RegionsService).byCode('KA')).toBeNull();
  });

  it.each([
    ['an empty file', '', 'file-empty'],
    ['a header alone', header, 'file-empty'],
    ['columns that are not there', 'A,B\n1,2\n', 'column-missing'],
    ['two columns of one name', `State,State,State name,नाम,District,District name\n1,1,x,y,2,z\n`, 'column-ambiguous'],
    ['a quote that never closes', `${header}"MH,Maharashtra,,1,Pune\n`, 'file-broken'],
    ['another encoding', Buffer.from(`${header}MH,Mahar\xe1shtra,,1,Pune\n`, 'latin1'), 'file-not-utf8'],
  ])('refuses %s', async (_, csv, code) => {
    expect((await refused(csv))[0]).toMatchObject({ code });
  });

  it('stops reading after a hundred problems, and still answers', async () => {
    const problems = await refused(header + ',,,,\n'.repeat(300_000));
    expect(problems).toHaveLength(100);
  });

  it.each([
    ['no JSON', '{'],
    ['no levels', '{}'],
    ['no object', '[]'],
    ['a level left out', JSON.stringify({ levels: [twoLevels[0], { level: 2, codeColumn: 'x' }] })],
    ['a foreign field', JSON.stringify({ levels: [{ ...twoLevels[0], sql: '1' }] })],
  ])('refuses a mapping that is %s', async (_, mapping) => {
    const response = await owner.fetch(`/api/regions/import?mapping=${encodeURIComponent(mapping)}`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: header,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'invalid-payload' } });
  });

  it('is for owners only', async () => {
    expect((await send(header, twoLevels, await server.withRole('producer'))).status).toBe(403);
    expect((await send(header, twoLevels, await server.somebody())).status).toBe(403);
  });
});

describeWithLgd('the Local Government Directory', () => {
  let server: TestServer;
  let owner: TestClient;
  beforeAll(async () => {
    server = await TestServer.start();
    await server.sql('delete from regions');
    owner = await server.withRole('owner');
    await server.get(RegionsService).onModuleInit();
  });
  afterAll(() => server.stop());

  const state: LevelMappingDto = { level: 0, codeColumn: 'State Code', codePrefix: 'S', nameColumn: 'State Name' };
  const district: LevelMappingDto = {
    level: 1,
    codeColumn: 'District Code',
    codePrefix: 'D',
    nameColumn: 'District Name',
  };
  const files: [string, number, LevelMappingDto[]][] = [
    ['states.csv', 36, [{ ...state, nameColumn: '4', hindiNameColumn: '5' }]],
    ['districts.csv', 763, [state, district]],
    [
      'blocks.csv',
      7233,
      [
        state,
        district,
        {
          level: 2,
          codeColumn: 'Block Code',
          codePrefix: 'B',
          withinParent: true,
          nameColumn: '8',
          hindiNameColumn: '9',
        },
      ],
    ],
  ];
  const importAll = async (): Promise<RegionImportView[]> => {
    const views = [];
    for (const [file, , levels] of files) {
      const response = await owner.fetch(
        `/api/regions/import?mapping=${encodeURIComponent(JSON.stringify({ levels }))}`,
        { method: 'POST', headers: { 'content-type': 'text/csv' }, body: readFileSync(join(lgd, file)) },
      );
      const body: unknown = await response.json();
      expect(body).toMatchObject({ rows: expect.any(Number) as number });
      views.push(body as RegionImportView);
    }
    return views;
  };

  it('is imported whole in seconds, and again without doubles', async () => {
    const started = performance.now();
    const views = await importAll();
    const seconds = (performance.now() - started) / 1000;
    process.stdout.write(`the whole directory in ${seconds.toFixed(2)} s\n`);
    expect(views.map(({ rows }) => rows)).toEqual(files.map(([, rows]) => rows));
    const levels = await server.sql('select level, count(*)::int as count from regions group by level order by level');
    expect(levels).toEqual([
      { level: 0, count: 36 },
      { level: 1, count: 763 },
      { level: 2, count: 7233 },
    ]);
    expect(seconds).toBeLessThan(10);
    // One district has two names in its files, before and after it was renamed.
    for (const view of await importAll()) expect([view.created, view.updated <= 1]).toEqual([0, true]);
  });

  it('is found by name, and by PIN code', async () => {
    const found = await owner.get<RegionView[]>('/api/regions/public?search=bodh+gaya');
    expect(found[0]).toMatchObject({ name: { en: 'Bodhgaya' }, level: 2 });
    const pin = await owner.get<PinView>('/api/regions/pin/845401');
    expect(pin.regions[0]).toMatchObject({ name: { en: 'Purbi Champaran' }, level: 1 });
  });
});
