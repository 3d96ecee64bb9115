/** 1_234_567 → "1.2 MB"; from a gigabyte on in GB. @param decimal writes a figure in the reader's language */
export const inMegabytes = (bytes: number, decimal: (value: number) => string): string =>
  bytes >= 1e9 ? `${decimal(bytes / 1e9)} GB` : `${decimal(bytes / 1e6)} MB`;
