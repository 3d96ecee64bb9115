import { randomInt, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { CodeSentView, ConfirmCodeDto, PhoneView, SendCodeDto } from '@sammelan/shared/phones/phones.dto.js';
import { codeDigits, codeSeconds, toE164 } from '@sammelan/shared/phones/phones.rules.js';
import { v7 as uuid } from 'uuid';
import type { Caller } from '../access/caller.js';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import { CodesRepository } from './codes.repository.js';
import { CodeExpiredError, CodeLimitError, CodeWrongError, PhoneInvalidError, SmsLimitError } from './phones.errors.js';
import { type ConfirmedPhone, PhonesService } from './phones.service.js';
import { SMS_SENDER, type SmsSender } from './sms/sms-sender.js';
import { Vault } from '../vault/vault.js';

const sweepMs = 3600_000;

/** Codes by text message: who may ask for one, and what makes it good. */
@Injectable()
export class CodesService implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(CodesService.name);
  private sweeping: NodeJS.Timeout | undefined;

  constructor(
    private readonly repository: CodesRepository,
    private readonly phones: PhonesService,
    private readonly vault: Vault,
    private readonly organisation: OrganisationService,
    @Inject(SMS_SENDER) private readonly sender: SmsSender,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.repository.sweep();
    this.sweeping = setInterval(() => {
      this.repository.sweep().catch((error: unknown) => this.logger.warn({ err: error as Error }));
    }, sweepMs).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.sweeping);
  }

  /**
   * Sends a code to a phone; it works for this request, session and device only.
   * @throws PhoneInvalidError, CodeLimitError, SmsLimitError, SmsFailedError
   */
  async send({ identityId, deviceId }: Caller, dto: SendCodeDto): Promise<CodeSentView> {
    const to = this.demandNumber(dto.phone);
    const code = String(randomInt(10 ** codeDigits)).padStart(codeDigits, '0');
    const id = uuid();
    const phone = this.vault.seal(to);
    const codeHash = this.vault.hashCode(id, code);
    const admission = await this.repository.add(
      { id, phone, identityId, deviceId, codeHash },
      this.config.sms.dailyLimit,
    );
    if (admission.verdict === 'wait') throw new CodeLimitError(admission.seconds);
    if (admission.verdict === 'spent') throw this.spent();
    await this.sender.send({ to, code, text: this.text(code) });
    return { requestId: id, expiresInMs: codeSeconds * 1000, lastTwo: phone.lastTwo };
  }

  /** Confirms the caller's phone. @throws CodeWrongError, CodeExpiredError, PhoneFullError */
  async confirm({ identityId, deviceId }: Caller, { requestId, code }: ConfirmCodeDto): Promise<PhoneView> {
    const tried = await this.repository.try(requestId, identityId, deviceId);
    if (!tried) throw new CodeExpiredError();
    if (!timingSafeEqual(tried.codeHash, this.vault.hashCode(requestId, code))) {
      throw tried.left > 0 ? new CodeWrongError(tried.left) : new CodeExpiredError();
    }
    if (!(await this.repository.use(requestId))) throw new CodeExpiredError();
    return this.phones.confirm(identityId, tried.phone);
  }

  /** Keeps a number that somebody else is to confirm: its id, and all of it that may be shown. @throws PhoneInvalidError */
  async expect(phone: string): Promise<ConfirmedPhone> {
    return this.phones.keep(this.vault.seal(this.demandNumber(phone)));
  }

  private demandNumber(phone: string): string {
    const number = toE164(phone, this.config.sms.countryCode);
    if (number === null) throw new PhoneInvalidError();
    return number;
  }

  private text(code: string): string {
    const organisation = this.organisation.get().name;
    return this.config.sms.text.replace(/\{(code|organisation)\}/g, (_, name) =>
      name === 'code' ? code : organisation,
    );
  }

  private spent(): SmsLimitError {
    this.logger.warn(`The ${this.config.sms.dailyLimit} text messages of the day (SMS_DAILY_LIMIT) are spent.`);
    return new SmsLimitError();
  }
}
