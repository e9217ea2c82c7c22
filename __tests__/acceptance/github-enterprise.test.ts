import { beforeAll, describe, expect, it } from '@jest/globals';
import { ApiDescription } from '../helpers/github-openapi.js';
import { play, type Played } from '../helpers/github-play.js';
import { leakyPair } from '../helpers/leaky-image.js';

const ADDRESS = 'https://github.example.com';

describe('GitHub Enterprise Server, and two images', () => {
  let played: Played;

  beforeAll(async () => {
    played = await play(new ApiDescription('ghes-3.19'), {
      server: { prefix: '/api/v3' },
      serverUrl: ADDRESS,
      projects: [leakyPair()],
      inputs: { category: 'nightly' },
    });
  }, 300_000);

  it('is sent only what its release understands, and no secret', () => {
    expect({ violations: played.server.violations, raw: played.raw, stderr: played.run.stderr }).toEqual({
      violations: [],
      raw: [],
      stderr: '',
    });
  });

  it('is spoken to below its own path', () => {
    expect(played.server.requests.length).toBeGreaterThan(6);
    for (const { target } of played.server.requests) expect(target).toMatch(/^\/api\/v3\//);
  });

  it('is what links lead to', () => {
    const [comment] = played.server.state.comments;
    expect(comment?.body).toContain(`${ADDRESS}/acme/shop/blob/`);
    expect(comment?.body).not.toContain('https://github.com/acme');
  });

  it('has a comment, a check run and a category of alerts for each image', () => {
    const { comments, checkRuns, uploads } = played.server.state;
    expect(comments).toHaveLength(2);
    expect(new Set(checkRuns.map(({ name }) => name)).size).toBe(2);
    const categories = uploads.flatMap(({ log }) =>
      log.runs.map(({ automationDetails }) => automationDetails?.id),
    );
    expect(categories).toHaveLength(2);
    expect(new Set(categories).size).toBe(2);
    for (const category of categories) expect(category).toMatch(/^nightly\/.*\/$/);
  });

  it('is told the worst of both as the outcome', () => {
    expect(played.run.outputs.get('outcome')).toBe('blocked');
    expect(played.run.outputs.get('image-id')?.split('\n')).toHaveLength(2);
    expect(played.run.outputs.get('comment-url')?.split('\n')).toHaveLength(2);
  });
});
