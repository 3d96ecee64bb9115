import { IsObject, Matches } from 'class-validator';
import { OpenSessionDto } from '../auth/auth.dto.js';
import { IsLine } from '../contract/fields.js';
import { passwordLength } from './accounts.rules.js';

const IsPassword = () => IsLine(passwordLength.min, passwordLength.max);
const IsLogin = () =>
  Matches(/^[^\s@\p{C}]{1,64}(@[^\s@\p{C}]{1,190})?$/u, { message: 'must be a short name or an e-mail address' });

/** Gives the caller, who came by a link, an account to come back with. */
export class SecureAccountDto {
  @IsLogin()
  login!: string;

  @IsPassword()
  password!: string;
}

/** Proves again that it is the account's owner who asks. */
export class PasswordDto {
  @IsLine(1, 200)
  password!: string;
}

export class ChangePasswordDto extends PasswordDto {
  @IsPassword()
  newPassword!: string;
}

/** The first code of an authenticator app that was set up, with the ticket that came with its secret. */
export class ConfirmTotpDto {
  @IsLine(10, 2000)
  ticket!: string;

  @Matches(/^[0-9]{6}$/, { message: 'must be six digits' })
  code!: string;
}

/** What the browser's authenticator answered (WebAuthn, RegistrationResponseJSON). */
export class AddPasskeyDto {
  @IsLine(10, 2000)
  ticket!: string;

  @IsLine(1, 40)
  name!: string;

  @IsObject()
  response!: object;
}

export class SignInDto {
  @IsLine(1, 260)
  login!: string;

  @IsLine(1, 200)
  password!: string;
}

/** The second factor after the password: six digits of the app, or a recovery code. */
export class SecondFactorDto extends OpenSessionDto {
  @IsLine(10, 2000)
  ticket!: string;

  @Matches(/^([0-9]{6}|[0-9A-Za-z]{5}-?[0-9A-Za-z]{5})$/, { message: 'must be a code' })
  code!: string;
}

/** A passkey stands for both factors: the device, and whoever unlocked it (AuthenticationResponseJSON). */
export class PasskeySignInDto extends OpenSessionDto {
  @IsLine(10, 2000)
  ticket!: string;

  @IsObject()
  response!: object;
}

/** The password was right; the ticket is good for five minutes. */
export interface SignInView {
  ticket: string;
}

/** Options for the browser's authenticator, as JSON of WebAuthn level 3. */
export interface PasskeyOptionsView {
  ticket: string;
  options: object;
}

/** For an authenticator app: the secret in base32, and the same as an address to draw as a QR code. */
export interface TotpSecretView {
  ticket: string;
  secret: string;
  uri: string;
}

/** Shown once. Each stands in for the second factor, one time. */
export interface RecoveryCodesView {
  /** Empty where there are codes already. */
  recoveryCodes: string[];
}

export interface PasskeyView {
  id: string;
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
}

export interface SessionEntryView {
  id: string;
  /** Browser and system, as far as they say. */
  browser: string;
  createdAt: string;
  seenAt: string;
  /** The session that asks. */
  current: boolean;
}

export interface AccountView {
  /** Null: there is no account yet, only a link. */
  login: string | null;
  totp: boolean;
  passkeys: PasskeyView[];
  /** False where the address is an IP number: passkeys hang on names. */
  passkeysPossible: boolean;
  recoveryCodesLeft: number;
  sessions: SessionEntryView[];
}
