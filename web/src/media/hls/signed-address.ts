/** The signature in an address of a private rally's stream: a part of the path, so that what is relative to it carries it too. */
const signedPart = /\/~[\w-]+(?=\/)/;

/** An address with the signature of another one; as it is where either has none. */
export function signedLike(address: string, newest: string): string {
  const part = signedPart.exec(newest)?.[0];
  return part ? address.replace(signedPart, part) : address;
}

export const isSigned = (address: string): boolean => signedPart.test(address);

export const unsigned = (address: string): string => address.replace(signedPart, '');

/** The same place of the same stream, whoever signed for it. */
export const isSamePlace = (one: string, other: string): boolean => unsigned(one) === unsigned(other);
