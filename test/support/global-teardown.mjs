import { rm } from 'node:fs/promises';

export default async function teardown() {
  await rm(process.env.SAMMELAN_TEST_TEMPLATE, { recursive: true, force: true });
}
