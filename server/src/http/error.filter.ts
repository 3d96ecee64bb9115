import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { AppError, type ErrorCode, errorStatus, type WireError } from '@sammelan/shared/contract/errors.js';
import type { Response } from 'express';

/** What Nest and Express throw by themselves, in our codes. */
const codeOfStatus: Record<number, ErrorCode> = {
  400: 'invalid-payload',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  413: 'payload-too-large',
  429: 'rate-limited',
  503: 'unavailable',
};

/** Every error of a REST route leaves as `{ error: WireError }`; what we did not foresee is logged and says nothing. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(ErrorFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const wire = this.toWire(error);
    if (response.headersSent) response.destroy();
    else response.status(errorStatus[wire.code]).json({ error: wire });
  }

  private toWire(error: unknown): WireError {
    if (error instanceof AppError) return error.toWire();
    const status = statusOf(error);
    const code = status === null ? undefined : codeOfStatus[status];
    if (code) return { code, message: error instanceof Error ? error.message : code };
    this.logger.error({ err: error });
    return { code: 'internal', message: 'Something went wrong on our side. Please try again.' };
  }
}

/** Status of Nest's exceptions and of body-parser's errors (too large, broken JSON). */
function statusOf(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'status' in error && typeof error.status === 'number') return error.status;
  return null;
}
