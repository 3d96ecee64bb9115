import type { Page } from 'playwright-core';
import type { TestBrowser } from '../support/browser.js';

/** A citizen who watches on a phone. */
export class CitizenPerson {
  private constructor(readonly page: Page) {}

  /** Opens the rally's link, from an area where the link names one, and answers what a first visit asks. */
  static async arrive(browser: TestBrowser, link: string, region?: string): Promise<CitizenPerson> {
    const page = await browser.person();
    await page.goto(region ? `${link}?region=${region}` : link);
    const citizen = new CitizenPerson(page);
    await page.getByRole('button', { name: 'English' }).click();
    if (!region) await page.getByRole('button', { name: 'Not now' }).click();
    return citizen;
  }

  /** Writes to everybody; under a name, where none was given before. */
  async write(text: string, name: string): Promise<void> {
    const field = this.page.getByRole('textbox', { name: 'Message' });
    await field.fill(text);
    await field.press('Enter');
    const naming = this.page.getByRole('textbox', { name: 'Your name' });
    const sent = this.message(text).and(this.page.locator(':not([data-pending])'));
    await naming.or(sent).first().waitFor();
    if (await naming.isVisible()) {
      await naming.fill(name);
      await naming.press('Enter');
    }
    await sent.waitFor();
  }

  /** A message on the screen, by its text. */
  message(text: string) {
    return this.page.getByRole('listitem').filter({ hasText: text });
  }

  /** Answers the open poll. */
  async answer(option: string): Promise<void> {
    await this.page.getByRole('radio', { name: option }).check();
    await this.page.getByRole('button', { name: 'Send answer' }).click();
    await this.page.getByText('Your answer is saved').filter({ visible: true }).waitFor();
  }

  /** Looks their own ballot up in the list of the closed poll, and goes back to the chat. */
  async findBallot(): Promise<void> {
    await this.page.getByRole('tab', { name: /^Poll/ }).click();
    await this.page.getByRole('button', { name: 'Check that my answer is counted' }).click();
    await this.page.getByText(/^Counted: /).waitFor();
    await this.page.getByRole('tab', { name: /^Chat/ }).click();
  }
}
