import type { NextFunction, Request, Response } from 'express';

const signedPattern = /^(\/hls\/[^/]+)\/(~[^/?]*)(?=\/)/;

/** A request below `/hls/`, with the signature that stood in its path. */
export type SignedRequest = Request & { hlsSignature?: string };

/** Takes the signature out of the path: what is behind it has one route, signed or not. */
export function signedPath(request: SignedRequest, _response: Response, next: NextFunction): void {
  const [whole, place, signature] = signedPattern.exec(request.url) ?? [];
  if (whole && place && signature) {
    request.hlsSignature = signature;
    request.url = place + request.url.slice(whole.length);
  }
  next();
}
