import { readConfig } from './config.js';

const s3 = {
  S3_ENDPOINT: 'https://store.example/',
  S3_BUCKET: 'streams',
  S3_ACCESS_KEY_ID: 'key',
  S3_SECRET_ACCESS_KEY: 'secret',
};

describe('where streams are fetched from', () => {
  it('is the server itself where nothing is said', () => {
    expect(readConfig({}).stream).toEqual({ baseUrl: null, s3: null });
  });

  it('is the bucket, or what is said to be in front of it', () => {
    expect(readConfig(s3).stream).toMatchObject({
      baseUrl: 'https://store.example/streams/hls',
      s3: { endpoint: 'https://store.example', region: 'us-east-1', prefix: 'hls' },
    });
    expect(readConfig({ ...s3, HLS_BASE_URL: 'https://cdn.example/live/' }).stream.baseUrl).toBe(
      'https://cdn.example/live',
    );
    expect(readConfig({ HLS_BASE_URL: 'https://cdn.example/hls' }).stream).toEqual({
      baseUrl: 'https://cdn.example/hls',
      s3: null,
    });
  });

  it.each(Object.keys(s3))('wants %s with the others', (name) => {
    expect(() => readConfig({ ...s3, [name]: undefined })).toThrow(name);
  });
});
