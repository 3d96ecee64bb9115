import { Global, Module } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { Vault } from './vault.js';
import { loadVaultKeys } from './vault-keys.js';

@Global()
@Module({
  providers: [
    {
      provide: Vault,
      inject: [CONFIG],
      useFactory: async ({ dataDir, vaultKeys }: Config) => new Vault(await loadVaultKeys(dataDir, vaultKeys)),
    },
  ],
  exports: [Vault],
})
export class VaultModule {}
