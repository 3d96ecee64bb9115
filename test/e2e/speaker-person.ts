import type { BrowserContext, Page } from 'playwright-core';
import type { TestBrowser } from '../support/browser.js';

/** A leader at the speaker's page, as they would use it. */
export class SpeakerPerson {
  private constructor(
    readonly context: BrowserContext,
    public page: Page,
  ) {}

  /** Opens an invitation, in a browser that `prepare` may have changed before the page loads. */
  static async invited(browser: TestBrowser, link: string, prepare?: () => void): Promise<SpeakerPerson> {
    const page = await browser.person({ viewport: { width: 1280, height: 800 } });
    if (prepare) await page.addInitScript(prepare);
    await page.goto(link);
    await page.waitForURL(/\/speak\//);
    return new SpeakerPerson(page.context(), page);
  }

  /** Checks camera and microphone, then takes the seat: a new one, or the one that was kept. */
  async enter(): Promise<void> {
    await this.page.getByText('You are ready.').waitFor();
    await this.page.getByRole('button', { name: /Go to the green room|Come back to your seat/ }).click();
  }

  async expectGreenRoom(): Promise<void> {
    await this.page.getByRole('heading', { name: 'Green room' }).waitFor();
  }

  async expectOnAir(): Promise<void> {
    await this.page.getByRole('heading', { name: 'ON AIR' }).waitFor();
  }

  async switchMicrophone(to: 'on' | 'off'): Promise<void> {
    await this.page.getByRole('button', { name: `Turn the mic ${to}` }).click();
  }

  /** The tab dies, and the same browser opens the page again. */
  async crashAndReturn(): Promise<void> {
    const address = this.page.url();
    await this.page.close({ runBeforeUnload: false });
    this.page = await this.context.newPage();
    await this.page.goto(address);
  }
}
