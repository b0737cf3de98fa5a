import { ConfigError, readServiceConfig } from '#config';
import { drawSetupToken } from './first-administrator.js';

/** `npm run setup-token`: for an installation whose api and worker are started by something else than `npm start`. */
try {
  const token = await drawSetupToken(readServiceConfig());
  console.log(token ?? 'There are accounts already: an administrator makes more with createAccount.');
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
}
// What a library may have left open does not keep a finished command alive.
process.exit();
