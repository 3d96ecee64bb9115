import { maxSlides } from '@sammelan/shared/slides/slides.rules.js';
import type { SlideView } from '@sammelan/shared/slides/slides.dto.js';
import { eventually } from '../support/eventually.js';
import { addSlide, sendSlide, smallPng } from '../support/slides.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

describe('a producer’s slides', () => {
  let server: TestServer;
  let organiser: TestClient;
  let rallyId: string;
  let slides: string;

  beforeAll(async () => {
    server = await TestServer.start();
    organiser = await server.organiser();
    await organiser.send('rally:move', { to: 'live' });
    rallyId = (await organiser.get<{ id: string }>(`/api/rallies/public/${demoSlug}`)).id;
    slides = `/api/rallies/${rallyId}/slides`;
  });
  afterAll(() => server.stop());

  const list = () => organiser.get<SlideView[]>(slides);
  const show = (id: string) => organiser.post<SlideView[]>(`${slides}/${id}/show`, {});
  const hide = () => organiser.post<SlideView[]>(`${slides}/hide`, {});
  const code = async (response: Response) => ((await response.json()) as { error: { code: string } }).error.code;
  /** What a viewer is told, from before they come in. */
  const told = (viewer: TestClient) => {
    const urls: (string | null)[] = [];
    viewer.on('slide:shown', ({ url }) => urls.push(url));
    return urls;
  };

  it('are put ready, without what a camera wrote into them, and seen by nobody until they are shown', async () => {
    const withPlace = Buffer.concat([smallPng, Buffer.from('24.69 N 84.98 E')]);
    const slide = (await (await sendSlide(organiser, rallyId, withPlace)).json()) as SlideView;
    expect(await list()).toEqual([{ id: slide.id, url: slide.url, shown: false }]);
    const served = await fetch(server.url + slide.url);
    expect(served.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await served.arrayBuffer()).equals(smallPng)).toBe(true);
    expect(await code(await sendSlide(organiser, rallyId, Buffer.from('<svg onload=alert(1)>')))).toBe(
      'picture-unsupported',
    );
    expect(await list()).toHaveLength(1);
  });

  it('are shown one at a time to everyone, at a moment of the stage, also to whoever comes in later', async () => {
    const [first, second] = [await addSlide(organiser, rallyId), await addSlide(organiser, rallyId)];
    const early = await server.viewer();
    const seen = told(early);
    const shown = (slideViews: SlideView[]) => slideViews.filter((one) => one.shown).map(({ id }) => id);
    expect(shown(await show(first.id))).toEqual([first.id]);
    expect(shown(await show(second.id))).toEqual([second.id]);
    await eventually(() => seen.at(-1) === second.url, 'the second slide');
    expect(seen).toEqual([first.url, second.url]);

    const late = await server.viewer();
    const { url } = await late.waitFor('slide:shown', (one) => one.url !== null);
    expect(url).toBe(second.url);

    expect(shown(await hide())).toEqual([]);
    await eventually(() => seen.at(-1) === null, 'back to stills');
  });

  it('that are shown go with their picture when they are taken away, and none is left when the rally ends', async () => {
    const viewer = await server.viewer();
    const seen = told(viewer);
    const slide = await addSlide(organiser, rallyId);
    await show(slide.id);
    await organiser.delete(`${slides}/${slide.id}`);
    await eventually(() => seen.at(-1) === null, 'it is taken down');
    expect((await fetch(server.url + slide.url)).status).toBe(404);
    await expect(show(slide.id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('are thirty at most', async () => {
    while ((await list()).length < maxSlides) await addSlide(organiser, rallyId);
    expect(await code(await sendSlide(organiser, rallyId, smallPng))).toBe('slide-limit');
  });

  it('are nothing that a viewer may touch', async () => {
    const viewer = await server.viewer();
    expect(await code(await sendSlide(viewer, rallyId, smallPng))).toBe('forbidden');
    await expect(viewer.get(slides)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
