import { BASE_IMAGE } from '../helpers/engine.js';
import { describeAlignments, type AlignmentCase } from './alignment.js';

const FROM = `FROM ${BASE_IMAGE}`;

const CASES: readonly AlignmentCase[] = [
  { name: 'one command', dockerfile: `${FROM}\nRUN echo 1 > /x\n`, lines: [2] },
  {
    name: 'lines that go on, with comments and blank lines',
    dockerfile: `# a comment\n\n${FROM}\n\nRUN echo 1 \\\n  # why\n\n  && echo 2 > /x\n# end\nRUN echo 3 > /y\n`,
    lines: [5, 10],
  },
  {
    name: 'the escape directive',
    dockerfile: `# escape=\`\n${FROM}\nRUN echo a\\b > /x && \`\n  echo 2\nENV A=1 \`\n  B=2\nRUN echo 3 > /y\n`,
    lines: [3, 5, 7],
  },
  {
    name: 'the same command twice',
    dockerfile: `${FROM}\nRUN date > /x\nENV A=1\nRUN date > /x\nENV A=1\n`,
    lines: [2, 3, 4, 5],
  },
  {
    name: 'COPY of files, folders, globs, in JSON, with an owner',
    dockerfile: `${FROM}\nCOPY a.txt b.txt /x/\nCOPY dir /y\nCOPY *.txt /z/\nCOPY ["a.txt", "/w w/"]\nCOPY --chown=1:1 a.txt /v\nCOPY . .\n`,
    lines: [2, 3, 4, 5, 6, 7],
  },
  {
    name: 'ADD',
    dockerfile: `${FROM}\nADD a.txt /x\nADD ["b.txt", "dir", "/y/"]\n`,
    lines: [2, 3],
  },
  {
    name: 'two COPYs to one place',
    dockerfile: `${FROM}\nCOPY a.txt /x/\nCOPY b.txt /x/\nCOPY dir /x/\n`,
    lines: [2, 3, 4],
  },
  {
    name: 'ENV and LABEL in all their forms',
    dockerfile: `${FROM}\nENV A=1 B="two words" C='$A'\nENV D old form\nENV E=x\\ y\nLABEL a=b "c d"="e f"\nLABEL g h\nENV F=\${A:-no}$B\nLABEL v="$F"\nRUN echo > /x\n`,
    lines: [2, 3, 4, 5, 6, 7, 8, 9],
  },
  {
    name: 'values in the lines after the first',
    dockerfile: `${FROM}\nENV A=1 \\\n    B=2 \\\n    C="3 \\\n4"\nLABEL x=y \\\n z=w\n`,
    lines: [2, 6],
  },
  {
    name: 'build arguments',
    dockerfile: `${FROM}\nARG A\nARG B=2\nARG C="3 4"\nRUN echo $A > /x\nENV E=$A F=\${B}\nRUN echo $B > /y\n`,
    buildArgs: { A: 'a value', C: 'RUN echo' },
    lines: [2, 3, 4, 5, 6, 7],
  },
  {
    name: 'several build arguments in one instruction',
    dockerfile: `${FROM}\nARG A B=2 \\\n  C="3 4"\nRUN echo $A $C > /x\nARG D=1 E\n`,
    buildArgs: { A: 'a', C: 'c d', E: 'e' },
    lines: [2, 4, 5],
  },
  {
    name: 'a build argument before the first stage, declared again',
    dockerfile: `ARG T=one \\\n  U=two\n${FROM} AS a\nARG T=three\nRUN echo $T > /x\n${FROM}\nARG T\nARG U\nRUN echo $T $U > /x\n`,
    lines: [7, 8, 9],
  },
  {
    name: 'a build argument with a command in it',
    dockerfile: `${FROM}\nARG A\nRUN echo 1 > /x\nRUN echo 2 > /x\n`,
    buildArgs: { A: '/bin/sh -c echo 2 > /x # buildkit' },
    lines: [2, 3, 4],
  },
  {
    name: 'variables in places',
    dockerfile: `${FROM}\nARG DIR=/opt\nENV APP=$DIR/app\nWORKDIR $APP\nCOPY a.txt \${APP}/x/\nCOPY b.txt $DIR/\nUSER \${U:-0}\nWORKDIR sub\n`,
    lines: [2, 3, 4, 5, 6, 7, 8],
  },
  {
    name: 'working directories',
    dockerfile: `${FROM}\nWORKDIR /a\nWORKDIR b/\nWORKDIR ../c\nWORKDIR /a/./d//e/\nWORKDIR "/q r"\nRUN pwd > /x\n`,
    lines: [2, 3, 4, 5, 6, 7],
  },
  {
    name: 'everything that makes no layer',
    dockerfile: `${FROM}\nEXPOSE 80 443/tcp 53/udp\nEXPOSE 8000-8003\nVOLUME /data /more\nVOLUME ["/json one"]\nUSER 1:1\nSTOPSIGNAL SIGTERM\nMAINTAINER Jo <jo@example.com>\nENTRYPOINT ["/bin/sh", "-c"]\nCMD ["echo", "a \\"b\\" \\\\ c"]\n`,
    lines: [2, 3, 4, 5, 6, 7, 8, 9, 10],
  },
  {
    name: 'commands in the shell form',
    dockerfile: `${FROM}\nENTRYPOINT exec top -b\nCMD echo "hi  there" && \\\n  echo 'x'\nRUN ["echo", "no shell"]\nRUN ["/bin/sh", "-c", "echo one > /x"]\nRUN echo one > /x\n`,
    lines: [2, 3, 5, 6, 7],
  },
  {
    name: 'health checks',
    dockerfile: `${FROM}\nHEALTHCHECK --interval=5s --retries=2 CMD wget -q "http://localhost/" || exit 1\nHEALTHCHECK CMD ["true", "x y"]\nHEALTHCHECK NONE\nCMD ["a"]\n`,
    lines: [2, 3, 4, 5],
  },
  {
    name: 'another shell',
    dockerfile: `${FROM}\nRUN echo 1 > /x\nSHELL ["/bin/sh", "-e", "-c"]\nRUN echo 1 > /x\nCMD echo 1\nENV A=1\nCOPY a.txt /y\n`,
    lines: [2, 3, 4, 5, 6, 7],
  },
  {
    name: 'small letters',
    dockerfile: `from ${BASE_IMAGE} as one\nrun echo 1 > /x\nFrom one\nCopy --from=One /x /y\nrUN echo 2 > /z\n`,
    lines: [2, 4, 5],
  },
  {
    name: 'stages with the same commands',
    dockerfile: `${FROM} AS build\nARG T\nRUN echo $T > /x\nCOPY . /src\n${FROM} AS other\nARG T\nRUN echo $T > /x\nCOPY . /src\n${FROM}\nARG T\nCOPY --from=build /src /src\nRUN echo $T > /x\nCOPY . /src\n`,
    buildArgs: { T: 't' },
    lines: [10, 11, 12, 13],
  },
  {
    name: 'a stage that is built on another',
    dockerfile: `${FROM} AS base\nENV A=1\nRUN echo base > /x\n${FROM} AS tools\nRUN echo tools > /t\nFROM base AS mid\nRUN echo mid > /m\nFROM mid\nCOPY --from=tools /t /t\nCOPY --from=1 /t /u\nCMD ["x"]\n`,
    lines: [2, 3, 7, 9, 10, 11],
  },
  {
    name: 'the base image named by a build argument',
    dockerfile: `ARG BASE=${BASE_IMAGE}\nARG TAG\nFROM $BASE AS a\nRUN echo a > /x\nFROM \${BASE}\nRUN echo b > /x\n`,
    lines: [6],
  },
  {
    name: 'a stage chosen by a build argument',
    dockerfile: `ARG KIND=dev\n${FROM} AS dev\nRUN echo kind > /x\n${FROM} AS prod\nRUN echo kind > /x\nRUN echo more > /y\nFROM $KIND\nRUN echo end > /z\n`,
    buildArgs: { KIND: 'prod' },
    lines: [5, 6, 8],
  },
  {
    name: 'a trigger of a stage',
    dockerfile: `${FROM} AS base\nONBUILD COPY a.txt /onbuild/\nONBUILD RUN echo t > /t\nRUN echo 1 > /x\nFROM base\nRUN echo 2 > /y\n`,
    lines: [4, 2, 3, 6],
    legacyLines: [2, 3, 4, 2, 3, 6],
  },
  {
    name: 'triggers for others',
    dockerfile: `${FROM}\nRUN echo 1 > /x\nONBUILD RUN echo 1 > /x\nCMD ["x"]\n`,
    lines: [2, 4],
    legacyLines: [2, 3, 4],
  },
  {
    name: 'from nothing',
    dockerfile: 'FROM scratch\nCOPY a.txt /\nENV A=1\nCOPY dir /dir\n',
    lines: [2, 3, 4],
  },
  {
    name: 'Windows line ends',
    dockerfile: `${FROM}\r\nRUN echo 1 \\\r\n && echo 2 > /x\r\nENV A=1\r\nCOPY a.txt /a\r\n`,
    lines: [2, 4, 5],
  },
  {
    name: 'tabs, blanks and quotes in commands',
    dockerfile: `${FROM}\n  RUN\techo  'a  b'\t"c # d" \\\n\t> /x   \nRUN echo "\${HOME}" '$(x)' \`echo q\` > /y; # end\nRUN echo \\\\ > /z\n`,
    lines: [2, 4, 5],
  },
  {
    name: 'words of commands that look like other instructions',
    dockerfile: `${FROM}\nRUN echo 'COPY a b' > /x\nRUN echo '#(nop) ENV A=1' > /y\nENV X="RUN echo # buildkit"\nRUN echo "# buildkit" > /z\n`,
    lines: [2, 3, 4, 5],
  },
  {
    name: 'a byte order mark',
    dockerfile: `\ufeff${FROM}\nRUN echo 1 > /x\n`,
    lines: [2],
    only: 'buildkit',
  },
];

describeAlignments('the instruction of every history entry', CASES);
