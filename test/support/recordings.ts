import type { RecordingView, ReplayView } from '@sammelan/shared/recordings/recordings.dto.js';
import { eventually } from './eventually.js';
import type { TestClient } from './test-client.js';

/** A recording as its organiser sees and handles it over REST. */
export class RecordingPerson {
  constructor(
    private readonly client: TestClient,
    readonly rallyId: string,
  ) {}

  view(): Promise<RecordingView> {
    return this.client.get(this.path(''));
  }

  publish(published: boolean): Promise<RecordingView> {
    return this.client.post(this.path('/publish'), { published });
  }

  trim(from: string | null, to: string | null): Promise<RecordingView> {
    return this.put('/trim', { from, to });
  }

  confirmTrim(): Promise<RecordingView> {
    return this.client.post(this.path('/trim/confirm'), {});
  }

  retain(deleteOn: string | null): Promise<RecordingView> {
    return this.put('/retention', { deleteOn });
  }

  delete(): Promise<void> {
    return this.client.delete(this.path(''));
  }

  /** Has the MP4 made, and gives it. */
  async download(): Promise<Buffer> {
    await this.client.post(this.path('/download'), {});
    const { url } = await eventually(
      async () => {
        const { download } = await this.view();
        if (download.state === 'failed') throw new Error('the download failed');
        return download.state === 'ready' ? download : null;
      },
      'the download is made',
      30_000,
      100,
    );
    return Buffer.from(await (await fetch(this.client.url + url)).arrayBuffer());
  }

  async reaches(state: RecordingView['state'], timeoutMs = 20_000): Promise<RecordingView> {
    return eventually(
      async () => {
        const view = await this.view();
        return view.state === state ? view : null;
      },
      `the recording is ${state}`,
      timeoutMs,
      100,
    );
  }

  private path(what: string): string {
    return `/api/rallies/${this.rallyId}/recording${what}`;
  }

  private async put<T>(what: string, body: object): Promise<T> {
    const response = await this.client.fetch(this.path(what), {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as T & { error?: { code: string } };
    if (!response.ok) throw Object.assign(new Error(answer.error?.code), { code: answer.error?.code });
    return answer;
  }
}

/** Lines of a replay's playlist that are addresses, whole. */
export async function addressesIn(url: string): Promise<string[]> {
  const text = await (await fetch(url)).text();
  const inits = [...text.matchAll(/MAP:URI="([^"]+)"/g)].map(([, uri]) => uri!);
  const lines = text.split('\n').filter((line) => line && !line.startsWith('#'));
  return [...new Set([...inits, ...lines])].map((uri) => new URL(uri, url).href);
}

/** Status of the replay for somebody, and what it says where they may see it. */
export async function replayFor(
  client: TestClient,
  rallyId: string,
): Promise<{ status: number; replay: ReplayView | null }> {
  const response = await client.fetch(`/api/rallies/${rallyId}/replay`);
  return { status: response.status, replay: response.ok ? ((await response.json()) as ReplayView) : null };
}
