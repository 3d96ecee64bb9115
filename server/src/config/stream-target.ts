import { ConfigError, type Reader } from './environment.js';

/** Where players fetch HLS, and where it is copied to for that. */
export interface StreamTarget {
  /** The folder of all rallies' HLS as players reach it, without a slash at the end; null: this server's own. */
  baseUrl: string | null;
  s3: S3Config | null;
}

/** A bucket of any S3-compatible store. */
export interface S3Config {
  /** Without the bucket, without a slash at the end. */
  endpoint: string;
  region: string;
  bucket: string;
  /** Goes before each rally's folder; no slash at either end. */
  prefix: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** @throws ConfigError */
export function readStreamTarget(read: Reader): StreamTarget {
  const s3 = readS3(read);
  const given = read.url('HLS_BASE_URL', ['http:', 'https:'])?.replace(/\/+$/, '') ?? null;
  return { s3, baseUrl: given ?? (s3 && `${s3.endpoint}/${s3.bucket}/${s3.prefix}`) };
}

function readS3(read: Reader): S3Config | null {
  const endpoint = read.url('S3_ENDPOINT', ['http:', 'https:'])?.replace(/\/+$/, '');
  const bucket = read.text('S3_BUCKET');
  const accessKeyId = read.text('S3_ACCESS_KEY_ID');
  const secretAccessKey = read.text('S3_SECRET_ACCESS_KEY');
  if (!endpoint && !bucket) return null;
  if (!endpoint) throw new ConfigError('S3_ENDPOINT must be set when S3_BUCKET is.');
  if (!bucket) throw new ConfigError('S3_BUCKET must be set when S3_ENDPOINT is.');
  if (!accessKeyId) throw new ConfigError('S3_ACCESS_KEY_ID must be set when S3_ENDPOINT is.');
  if (!secretAccessKey) throw new ConfigError('S3_SECRET_ACCESS_KEY must be set when S3_ENDPOINT is.');
  return {
    endpoint,
    region: read.text('S3_REGION') ?? 'us-east-1',
    bucket,
    prefix: (read.text('S3_PREFIX') ?? 'hls').replace(/^\/+|\/+$/g, ''),
    accessKeyId,
    secretAccessKey,
  };
}
