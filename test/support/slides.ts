import type { SlideView } from '@sammelan/shared/slides/slides.dto.js';
import type { TestClient } from './test-client.js';

/** A PNG of 3 × 2 points. */
export const smallPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAC0lEQVR4nGNgwAQAABQAAX3+Hu4AAAAASUVORK5CYII=',
  'base64',
);

/** Sends a file as a rally's slide. */
export const sendSlide = (by: TestClient, rallyId: string, bytes: Uint8Array): Promise<Response> =>
  by.fetch(`/api/rallies/${rallyId}/slides`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: bytes as BodyInit,
  });

export const addSlide = async (by: TestClient, rallyId: string): Promise<SlideView> =>
  (await (await sendSlide(by, rallyId, smallPng)).json()) as SlideView;
