import { describe, expect, it } from '@jest/globals';
import { Detector } from '../../src/detector/index.js';
import { loadBundledRules } from '../../src/rules/bundled.js';
import { expandExample } from '../../src/rules/examples.js';

const detector = new Detector(loadBundledRules());

function scan(text: string) {
  const bytes = Buffer.from(text);
  const slice = {
    file: 0,
    path: 'srv/.env',
    start: 0,
    end: bytes.length,
    offset: 0,
    from: 0,
    to: bytes.length,
  };
  return detector.scan({ bytes, slices: [{ ...slice, whole: true }] }).matches;
}

describe('two halves of one credential', () => {
  it.each([
    ['aws-secret-access-key', 'AWS_ACCESS_KEY_ID=AKIA${B:16}\nAWS_SECRET_ACCESS_KEY=${b:40}'],
    ['razorpay-key-secret', 'RAZORPAY_KEY_ID=rzp_live_${w:14}\nRAZORPAY_KEY_SECRET=${w:24}'],
    ['twilio-api-secret', 'TWILIO_API_KEY=SK${h:32}\nTWILIO_API_SECRET=${w:32}'],
    ['scaleway-secret-key', 'SCW_ACCESS_KEY=SCW${A:17}\nSCW_SECRET_KEY=${uuid}'],
    ['scaleway-secret-key', 'access_key: SCW${A:17}\nsecret_key: ${uuid}'],
    ['pusher-secret', 'PUSHER_APP_ID=${d:7}\nPUSHER_APP_KEY=${h:20}\nPUSHER_APP_SECRET=${h:20}'],
    ['backblaze-application-key', 'B2_KEY_ID=005${h:22}\nB2_APPLICATION_KEY=K005${w:27}'],
    ['plaid-client-secret', 'PLAID_CLIENT_ID=${h:24}\nPLAID_SECRET=${h:30}'],
    ['algolia-admin-key', 'ALGOLIA_APP_ID=${A:10}\nALGOLIA_ADMIN_KEY=${h:32}'],
    [
      'google-oauth-client-secret',
      'GOOGLE_CLIENT_ID=${d:12}-${a:32}.apps.googleusercontent.com\nGOOGLE_CLIENT_SECRET=GOCSPX-${u:28}',
    ],
    ['digitalocean-spaces-secret-key', 'SPACES_KEY=DO00${A:16}\nSPACES_SECRET=${b:43}'],
  ])('are one match of %s', (rule, template) => {
    expect(scan(`${expandExample(template, 7)}\n`).map((match) => match.rule)).toEqual([rule]);
  });

  it('are told both, where both are to be told', () => {
    const [match] = scan(expandExample('TWILIO_API_KEY=SK${h:32}\nTWILIO_API_SECRET=${w:32}\n', 3));
    expect(match?.parts.map(({ name }) => name)).toEqual(['API key SID', 'API key secret']);
  });
});
