import fc from 'fast-check';
import { assignmentAround, snakeCase } from '../../src/detector/assignment.js';

function parse(text: string, keyword: string): [string, string] | null {
  const found = assignmentAround(text, text.indexOf(keyword), 0, text.length);
  return found === null ? null : [found.name, found.value];
}

describe('assignmentAround', () => {
  it.each([
    ['dotenv', 'DB_PASSWORD=s3cr/et+1', ['DB_PASSWORD', 's3cr/et+1']],
    ['dotenv, exported and quoted', "export DB_PASSWORD='a b'", ['DB_PASSWORD', 'a b']],
    ['comment after the value', 'DB_PASSWORD=abc # the password of the database', ['DB_PASSWORD', 'abc']],
    ['YAML', '  password: 0AWIRh^JUq*Bl\nuser: x', ['password', '0AWIRh^JUq*Bl']],
    ['YAML, quoted', 'password: "a: b"', ['password', 'a: b']],
    ['YAML block', 'password: |\n  abcdef\n', ['password', 'abcdef']],
    ['YAML, Windows line ends', 'password: abc\r\nuser: x', ['password', 'abc']],
    ['JSON', '{"password": "a\\"b", "x": 1}', ['password', 'a\\"b']],
    ['JSON without blanks', '{"password":"abc","x":1}', ['password', 'abc']],
    ['JSON in JSON', '"{\\"password\\":\\"abc\\"}"', ['password', 'abc']],
    ['properties', 'spring.datasource.password = abc', ['spring.datasource.password', 'abc']],
    ['Python', 'PASSWORD = "abc"', ['PASSWORD', 'abc']],
    ['Python, annotated', 'password: str = "abc"', ['password', 'abc']],
    ['Python, bytes', "password = b'abc'", ['password', 'abc']],
    ['Python, default', 'STRIPE_KEY = os.environ.get("STRIPE_KEY", "abc")', ['STRIPE_KEY', 'abc']],
    ['Python, index', 'config["password"] = "abc"', ['password', 'abc']],
    ['Python, or', 'STRIPE_KEY = os.environ.get("STRIPE_KEY") or "abc"', ['STRIPE_KEY', 'abc']],
    ['Python, wrapped', 'password: SecretStr = SecretStr("abc")', ['password', 'abc']],
    ['Python, list', 'PASSWORD = ["abc", "def"]', ['PASSWORD', 'abc']],
    ['JavaScript', 'const password = `abc`;', ['password', 'abc']],
    ['JavaScript, bytes', "const password = Buffer.from('abc', 'hex');", ['password', 'abc']],
    ['C#, bytes', 'var password = Encoding.UTF8.GetBytes("abc");', ['password', 'abc']],
    ['JavaScript, default', 'password = process.env.PASSWORD || "abc";', ['password', 'abc']],
    ['minified', 'x={password:"abc",y:1}', ['password', 'abc']],
    ['Ruby', ":password => 'abc'", ['password', 'abc']],
    ['PHP define', "define('DB_PASSWORD', 'abc');", ['DB_PASSWORD', 'abc']],
    ['PHP array', "'password' => 'abc',", ['password', 'abc']],
    ['Go', 'password := "abc"', ['password', 'abc']],
    ['Go, converted', 'var password = []byte("abc")', ['password', 'abc']],
    ['Go, typed', 'var password string = "abc"', ['password', 'abc']],
    ['Go, bytes', 'const password []byte = `abc`', ['password', 'abc']],
    ['C', 'static char password[] = "abc";', ['password', 'abc']],
    ['C, sized', 'char password[32] = "abc";', ['password', 'abc']],
    [
      'Terraform variable',
      'variable "db_password" {\n  type    = string\n  default = "abc"\n}\n',
      ['db_password', 'abc'],
    ],
    ['Terraform variable on one line', 'variable "password" { default = "abc" }', ['password', 'abc']],
    [
      'Terraform state',
      '"outputs": {\n  "db_password": {\n    "value": "abc",\n    "type": "string"',
      ['db_password', 'abc'],
    ],
    ['ARM parameter', '{"adminPassword": {"value": "abc"}}', ['adminPassword', 'abc']],
    [
      'ARM parameter with a default',
      '{"password": {"type": "securestring", "defaultValue": "abc"}}',
      ['password', 'abc'],
    ],
    [
      'CloudFormation parameter',
      'DBPassword:\n    Type: String\n    NoEcho: true\n    Default: abc\n',
      ['DBPassword', 'abc'],
    ],
    ['CloudFormation, on one line', 'Password: { Type: String, Default: "abc" }', ['Password', 'abc']],
    ['serialised PHP', 's:8:"password";s:3:"abc";', ['password', 'abc']],
    ['serialised PHP in SQL', 's:8:\\"password\\";s:3:\\"abc\\";', ['password', 'abc']],
    ['row of SQL', "INSERT INTO o VALUES (1,'smtp_password','abc','yes');", ['smtp_password', 'abc']],
    ['Groovy', "  storePassword 'abcd'\n", ['storePassword', 'abcd']],
    ['nginx', 'proxy_set_header X-Api-Key abc;', ['X-Api-Key', 'abc']],
    ['LDAP', 'bindpw abc', ['bindpw', 'abc']],
    ['plist', '<key>ApiPassword</key>\n\t<string>abc</string>', ['ApiPassword', 'abc']],
    ['Hadoop', '<name>x.ConnectionPassword</name><value>abc</value>', ['x.ConnectionPassword', 'abc']],
    [
      'web.xml',
      '<param-name>db.password</param-name>\n<param-value>abc</param-value>',
      ['db.password', 'abc'],
    ],
    ['table of HTML', '<td class="e">DB_PASSWORD </td><td class="v">abc </td>', ['DB_PASSWORD', 'abc']],
    ['Spark', 'spark.ssl.password  abc-defghij-123\n', ['spark.ssl.password', 'abc-defghij-123']],
    ['Fluentd', '  es_password abc-defghij-123\n', ['es_password', 'abc-defghij-123']],
    ['Erlang', '[{rabbit, [{default_password, <<"abc">>}]}]', ['default_password', 'abc']],
    ['C macro', '#define PASSWORD "abc"', ['PASSWORD', 'abc']],
    ['C++ initialiser', 'const std::string password{"abc"};', ['password', 'abc']],
    ['Qt', 'QString password = QStringLiteral("abc");', ['password', 'abc']],
    ['Monit', 'username "m" password "abc"', ['password', 'abc']],
    ['setter', 'client.setPassword("abc")', ['client.setPassword', 'abc']],
    ['argument', 'connect(password="abc")', ['password', 'abc']],
    ['shell default', 'PASSWORD="${PASSWORD:-abc}"', ['PASSWORD', '${PASSWORD:-abc}']],
    ['flag', 'mysql --password abc -u x', ['password', 'abc']],
    ['flag with =', 'mysql --password=abc -u x', ['password', 'abc']],
    ['Dockerfile ENV', 'ENV DB_PASSWORD abc', ['DB_PASSWORD', 'abc']],
    ['header', 'curl -H "X-Api-Key: abc" https://x', ['X-Api-Key', 'abc']],
    ['XML', '<password>abc</password>', ['password', 'abc']],
    ['XML attribute', '<user name="x" password="abc"/>', ['password', 'abc']],
    ['XML key and value', '<add key="DbPassword" value="abc" />', ['DbPassword', 'abc']],
    ['Kubernetes', '- name: DB_PASSWORD\n  value: abc\n', ['DB_PASSWORD', 'abc']],
    ['task definition', '{"name": "DB_PASSWORD", "value": "abc"}', ['DB_PASSWORD', 'abc']],
    ['connection string', 'Server=x;Password=abc;Database=y', ['Password', 'abc']],
    ['query', 'https://x/y?password=abc&z=1', ['password', 'abc']],
    ['netrc', 'machine x\nlogin y\npassword abc\n', ['password', 'abc']],
    ['escaped line break before', 'x\\nPASSWORD=abc', ['PASSWORD', 'abc']],
    ['quotes within quotes', `PASSWORD='"abc"'`, ['PASSWORD', 'abc']],
    ['escaped quotes within quotes', 'PASSWORD = "\\"abc\\""', ['PASSWORD', 'abc']],
    ['quotes that are no pair', `password='"abc'`, ['password', '"abc']],
    ['comma in the value', 'PASSWORD=a,b', ['PASSWORD', 'a,b']],
    ['XML, on lines of their own', '<password>\n  abc\n</password>', ['password', 'abc']],
    ['Go, with a type', 'var password string = "abc"', ['password', 'abc']],
    ['Rust, with a type', 'const PASSWORD: &\'static str = "abc";', ['PASSWORD', 'abc']],
    ['Visual Basic', 'Dim password As String = "abc"', ['password', 'abc']],
    ['C array', 'char password[] = "abc";', ['password', 'abc']],
    ['C array with a size', 'char password[32] = "abc";', ['password', 'abc']],
    ['Perl hash', "$config{password} = 'abc';", ['password', 'abc']],
    ['PHP, joined to what was there', '$password .= "abc"', ['password', 'abc']],
    ['make, simply expanded', 'PASSWORD ::= abc', ['PASSWORD', 'abc']],
    ['make, expanded at once', 'PASSWORD :::= abc', ['PASSWORD', 'abc']],
    ['a line broken after the operator', 'const password =\n    "abc";', ['password', 'abc']],
    [
      'a line broken after the operator and the default',
      'const password =\n  process.env.PASSWORD ||\n  "abc";',
      ['password', 'abc'],
    ],
    ['a line broken before the operator', 'String PASSWORD\n        = "abc";', ['PASSWORD', 'abc']],
    ['a note', "the password - 'abc'", ['password', 'abc']],
    ['first fields of a line of CSV', 'password,abc,2024', ['password', 'abc']],
  ])('reads %s', (_, text, expected) => {
    expect(
      parse(text, /password/i.exec(text)?.[0] ?? /stripe_key|api-key|bindpw/i.exec(text)?.[0] ?? ''),
    ).toEqual(expected);
  });

  it.each([
    ['prose', 'the password is needed'],
    ['comparison', 'if (password == "abc")'],
    ['a call', 'password()'],
    ['the end of the text', 'password'],
    ['an empty value', 'password=""'],
    ['nothing after the operator', 'password='],
    ['an empty value above another', 'password=\nTOKEN=abc'],
    ['a scope', 'password::new'],
    ['an element', 'password[0] == "abc"'],
    ['a variable without a default', 'variable "password" {\n}\nvariable "x" {\n  default = "abc"\n}'],
    ['a macro of a number', '#define PASSWORD 12'],
    ['two words of a table', 'the_password string'],
    ['destructuring', 'const {password, token} = user'],
    ['a schema', '"password" {"type": "string"}'],
    ['a sentence in quotes', 'the password "abcd" is needed'],
    ['another block', 'resource "password" {\n  default = "abc"\n}'],
  ])('takes %s for no assignment', (_, text) => {
    expect(parse(text, 'password')).toBeNull();
  });

  it('stays within the file', () => {
    const text = 'A=xPASSWORD=abcdef';
    expect(assignmentAround(text, 3, 3, 14)).toMatchObject({ name: 'PASSWORD', value: 'ab' });
  });

  it('never throws, and its positions are where the value is', () => {
    const parts = fc.constantFrom(
      'password',
      '=',
      ':',
      '"',
      "'",
      '\\',
      '\n',
      ' ',
      '>',
      '<',
      '(',
      ',',
      'a',
      '|',
      '`',
      '-',
      'value',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), (pieces) => {
        const text = `${pieces.join('')}password${pieces.reverse().join('')}`;
        const found = assignmentAround(text, text.indexOf('password'), 0, text.length);
        if (found !== null) expect(text.slice(found.valueStart, found.valueEnd)).toBe(found.value);
      }),
      { numRuns: 500 },
    );
  });
});

describe('snakeCase', () => {
  it.each([
    ['ddApiKey', 'dd_api_key'],
    ['DD-API-KEY', 'dd_api_key'],
    ['dd.api.key', 'dd_api_key'],
    ['AWSSecretKey', 'aws_secret_key'],
    ['X-Api-Key', 'x_api_key'],
    ['openaiApiKey2', 'openai_api_key2'],
  ])('%s is %s', (name, expected) => {
    expect(snakeCase(name)).toBe(expected);
  });
});
