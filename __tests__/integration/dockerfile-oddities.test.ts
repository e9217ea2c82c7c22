import { BASE_IMAGE } from '../helpers/engine.js';
import { writeTar } from '../helpers/tar.js';
import { type AlignmentCase, describeAlignments } from './alignment.js';

const FROM = `FROM ${BASE_IMAGE}`;
const TAR = writeTar([{ path: 'f', content: 'x' }]);

/** What real Dockerfiles seldom have, and what is easily taken for something else. */
const CASES: readonly AlignmentCase[] = [
  {
    name: 'defaults and alternatives of variables',
    dockerfile: `ARG G=1\n${FROM}\nARG X\nARG Y=yes\nCOPY \${X:-a.txt} /\${Y:+dir}/\nENV V=\${X:-none} W=\${Y:+set} Z=\${Q:-"two words"}\nRUN echo \${X:-1} \${Y:+2} > /o\nWORKDIR /w/\${X:-deep}\nUSER \${Q:-0}:\${Q:-0}\nEXPOSE \${P:-80}/tcp\nVOLUME /v/\${Y:+vol}\nSTOPSIGNAL \${S:-SIGTERM}\nLABEL l="\${X:-none}" m=\${Y:+$Y}\n`,
    lines: [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13],
  },
  {
    name: 'the same COPY three times, the same RUN in other lines',
    dockerfile: `${FROM}\nCOPY a.txt /x\nRUN rm /x\nCOPY a.txt /x\n# RUN rm /x\nRUN rm \\\n# why\n  /x\nCOPY a.txt /x\nRUN rm /x\n`,
    lines: [2, 3, 4, 6, 9, 10],
  },
  {
    name: 'sources of every kind',
    dockerfile: `${FROM}\nCOPY a.* b?txt [a-b].txt /m/\nCOPY dir/* dir ./rel/\nCOPY dir/ /e\nCOPY ./a.txt .//dir/../b.txt /x/\nCOPY /a.txt /y\nADD ./ /w\nCOPY dir/../a.txt /x\\$y\n`,
    lines: [2, 3, 4, 5, 6, 7, 8],
  },
  {
    name: 'stages by name and number, and another image',
    dockerfile: `${FROM} AS First\nRUN echo 1 > /one\nFROM scratch AS second\nCOPY a.txt /two\n${FROM}\nCOPY --from=first /one /1\nCOPY --from=1 /two /2\nCOPY --from=${BASE_IMAGE} /bin/busybox /3\nCOPY --from=FIRST --chown=1:2 /one /4\n`,
    lines: [6, 7, 8, 9],
  },
  {
    name: 'flags that only BuildKit knows',
    dockerfile: `${FROM}\nCOPY --chmod=600 a.txt /x\nADD --chown=1:1 --chmod=755 a.txt b.txt /y/\nRUN --mount=type=cache,target=/c echo 1 > /x\nRUN --mount=type=secret,id=a \\\n  --mount=type=bind,target=/src cp /src/a.txt /z\n`,
    lines: [2, 3, 4, 5],
    only: 'buildkit',
  },
  {
    name: 'archives that are unpacked',
    files: { 'p.tar': TAR, 'a.txt': 'a' },
    dockerfile: `${FROM}\nADD p.tar /x/\nADD p.tar a.txt /y/\nADD --chown=1 p.t* /z/\n`,
    lines: [2, 3, 4],
  },
  {
    name: 'triggers of a stage two stages away',
    dockerfile: `${FROM} AS a\nONBUILD ENV ONE=1\nONBUILD RUN echo t > /t\nONBUILD COPY a.txt /q/\nRUN echo base > /x\nFROM a AS b\nRUN echo b > /y\nFROM b\nRUN echo c > /z\n`,
    lines: [5, 2, 3, 4, 7, 9],
    legacyLines: [2, 3, 4, 5, 2, 3, 4, 7, 9],
  },
  {
    name: 'shells',
    dockerfile: `${FROM}\nSHELL ["/bin/sh","-o","errexit","-c"]\nRUN echo 1 > /x\nCMD echo "q" 'r'\nENTRYPOINT exec foo $BAR\nSHELL ["/bin/busybox","sh","-c"]\nRUN echo 1 > /x\nHEALTHCHECK --timeout=3s CMD test -f /x\n`,
    lines: [2, 3, 4, 5, 6, 7, 8],
  },
  {
    name: 'values over many lines',
    dockerfile: `${FROM}\nENV A="1 \\\n  2" \\\n# comment\n  B='3 $A' \\\n\n  C=4\nLABEL a.b/c="x y" \\\n  d="e\\"f" g=\nENV D 1 2  3\nENV E=\nARG Z=\nLABEL "multi word"="v"\nENV F=\\$B G="\\\${D}"\n`,
    lines: [2, 8, 10, 11, 12, 13, 14],
  },
  {
    name: 'values that change places',
    dockerfile: `${FROM}\nENV A=1 B=2\nENV A=2 B=3\nENV B=3 A=2\nENV A=2 B=3\n`,
    lines: [2, 3, 4, 5],
  },
  {
    name: 'folders by variables and dots',
    dockerfile: `${FROM}\nENV R=rel ABS=/abs\nWORKDIR a\nWORKDIR $R/b\nWORKDIR $ABS\nWORKDIR ..\nWORKDIR /\nWORKDIR "sp ace"\nCOPY a.txt .\nWORKDIR ./x/../y\nWORKDIR /q\\$r\n`,
    lines: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  },
  {
    name: 'a stage in the middle',
    target: 'mid',
    dockerfile: `${FROM} AS base\nRUN echo 1 > /x\nFROM base AS mid\nRUN echo 2 > /y\nENV A=1\nFROM mid AS last\nRUN echo 3 > /z\n`,
    lines: [2, 4, 5],
  },
  {
    name: 'one of two stages that are the same',
    target: 'a',
    dockerfile: `${FROM} AS a\nRUN echo 1 > /x\nCOPY a.txt /a\n${FROM} AS b\nRUN echo 1 > /x\nCOPY a.txt /a\n${FROM} AS c\nRUN echo 3 > /z\n`,
    lines: [null, null],
  },
  {
    name: 'a stage that a build argument names, told by its environment',
    buildArgs: { S: 'prod' },
    dockerfile: `ARG S=dev\n${FROM} AS dev\nENV K=dev\nRUN echo 1 > /x\n${FROM} AS prod\nENV K=prod\nRUN echo 1 > /x\nFROM \${S} AS fin\nCOPY a.txt /a\n`,
    lines: [6, 7, 9],
  },
  {
    name: 'Windows line ends and an escape character of its own',
    dockerfile: `# escape=\`\r\n\r\n${FROM}\r\nRUN echo a \`\r\n # c\r\n && echo "b\\c" > /x\r\nCOPY a.txt \`\r\n /y\r\nENV P="C:\\dir" Q=1\r\nLABEL z="x\`"y"\r\n`,
    lines: [4, 7, 9, 10],
  },
  {
    name: 'a directive behind a comment, which is none',
    dockerfile: `# hello\n# escape=\`\n${FROM}\nRUN echo 1 \\\n > /x\nENV A=a\`\n`,
    lines: [4, 6],
  },
  {
    name: 'a directive for another frontend',
    dockerfile: `# syntax=docker/dockerfile:1.7\n# escape=\\\n${FROM}\nRUN echo 1 > /x\n`,
    lines: [4],
    only: 'legacy',
  },
  {
    name: 'build arguments with quotes and commands, and some that are always there',
    buildArgs: { A: 'x y', B: '"q" \'r\'', C: 'RUN|2 A=1 /bin/sh -c echo', HTTP_PROXY: 'http://p:1' },
    dockerfile: `${FROM}\nARG A\nARG B\nARG C=def\nARG D\nRUN echo "$A" > /x\nRUN ["/bin/sh","-c","echo 1 > /y"]\nENV A=env\nARG TARGETPLATFORM\nARG HTTP_PROXY\nRUN echo "$A" > /x\n`,
    lines: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  },
  {
    name: 'commands that quote what builders write',
    dockerfile: `${FROM}\nENV X=COPY Y="a # buildkit" Z='/bin/sh -c #(nop)'\nRUN echo '|1 A=b /bin/sh -c x' > /x\nRUN echo "/bin/sh -c #(nop) CMD x" > /y\nLABEL r="RUN echo"\nRUN echo '\\n' "\\\\" \`echo x\` > /z # end\n`,
    lines: [2, 3, 4, 5, 6],
  },
  {
    name: 'an end in the middle of a line',
    dockerfile: `${FROM}\nRUN echo 1 > /x && \\\n  echo 2\nCMD ["x"] \\`,
    lines: [2, 4],
  },
];

describeAlignments('the instruction of every history entry, oddities', CASES);
