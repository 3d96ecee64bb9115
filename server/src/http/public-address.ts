/** Where people reach this server; links are made with it. Set once the port is known. */
export class PublicAddress {
  private current: string;

  constructor(publicUrl: string | null) {
    this.current = publicUrl ?? '';
  }

  get url(): string {
    return this.current;
  }

  /** Only where no PUBLIC_URL was given. */
  derive(url: string): void {
    this.current ||= url;
  }
}
