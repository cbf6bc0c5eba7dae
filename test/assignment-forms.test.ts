// Values that do not stand right behind their names: fallbacks and defaults, behind types, in bodies, in other elements.
import { describe, expect, test } from 'vitest'
import { read } from './support/read-assignment.ts'

describe('what code falls back to', () => {
  test.each([
    ['pass = process.env.X || "x1"'],
    ['pass = process.env.X ?? "x1"'],
    ['pass = process.env.X\n  || "x1"'],
    ['pass: a.b?.c || d[0] || "x1",'],
    ['pass = (process.env.X || "x1")'],
    ["pass = ENV['X'] || 'x1'"],
    ['pass = os.environ.get("X") or "x1"'],
    ['pass = os.environ.get("X", "x1")'],
    ['pass = os.getenv("X", default="x1")'],
    ['pass = getenv("X") ?: "x1"'],
    ['pass = env::var("X").unwrap_or("x1".into())'],
    ['pass = env::var("X").unwrap_or_else(|_| "x1".to_string())'],
    ['pass = Optional.ofNullable(System.getenv("X")).orElse("x1")'],
    ['pass = prod ? "x1" : null'],
    ['pass = prod ? null : "x1"'],
    ['pass = env === "prod" ? "x1" : "y"'],
    ['pass = argv[1] if len(argv) > 1 else "x1"'],
    ['pass="${DB_X:-x1}"'],
    ['pass=${DB_X:=x1}'],
    ['pass=${A:-${B:-x1}}'],
    ['pass=${DB_X:-"x1"}'],
    ['pass: ${db.x:x1}'],
    ["pass: ${env:DB_X, 'x1'}"],
    ['pass: {{ .Values.x.y | default "x1" | quote }}'],
    ['pass: {{ default "x1" .Values.x }}'],
    ['@Value("${db.pass:x1}")'],
    ['run -p${DB_pass:-x1}'],
    ['f(process.env.pass || "x1")'],
    ['f(config["pass"] ?? "x1")'],
    ['f(os.environ.get("pass") or "x1")'],
    ["ENV.fetch('pass') { 'x1' }"],
    ['f(getenv("pass", "x1"))'],
    ['flag.String("pass", "x1", "the usage")'],
    ['cmd.Flags().StringVar(&pw, "pass", "x1", "the usage")'],
    ['cmd.Flags().StringP("pass", "p", "x1", "the usage")'],
    ['pass ??= "x1"'],
    ['pass = Environment.GetEnvironmentVariable("X") ?? "x1"'],
    ['pass = sys.env.getOrElse("X", "x1")'],
    ["pass = String.fromEnvironment('X', defaultValue: 'x1')"],
    ['pass = env::var("X").unwrap_or_else(|_| String::from("x1"))'],
    ["pass = $ENV{X} || 'x1'"],
    ["my $pass = $ENV{X} // 'x1'"],
    ["set :pass, 'x1'"],
    ["attribute :pass, default: 'x1'"],
    ['pass: Lazy<String> = Lazy::new(|| "x1".into())'],
    ['pass: &anchor x1'],
    ['pass: !!str x1'],
    ['{:user "y" :pass "x1"}'],
    ['  @pass "x1"'],
    ['Key string `env:"pass" envDefault:"x1"`'],
    ['pass string `default:"x1"`'],
    [`buildConfigField "String", "pass", '"x1"'`],
    ['buildConfigField("String", "pass", "\\"x1\\"")'],
    ['pass = process.env.X! || "x1"'],
    ['pass = (process.env.X as string) || "x1"'],
    ['pass = typeof X !== "undefined" ? X : "x1"'],
    ['pass = os.environ["X"] if "X" in os.environ else "x1"'],
    ['f(c.GetValue<string>("pass", "x1"))'],
    ['#[arg(env = "pass", default_value = "x1")]'],
    ['kwargs.pop("pass", "x1")'],
    ['option("--pass", "-p", default="x1")'],
    ['click.option("--pass", help="y", default="x1")'],
    [".option('pass', { type: 'string', default: 'x1' })"],
  ])('%s', (text) => {
    expect(read(text)).toMatchObject({ value: 'x1' })
  })

  // What they read stays a reference, which the judge refuses.
  test.each([
    ['pass = process.env.X', 'process.env.X'],
    ['pass = a || b', 'a'],
    ['pass = a // "x1"', 'a'],
    ['pass = a.b == "x1"', 'a.b'],
    ['pass = prod ? a : b', 'prod'],
    ['pass = f({ user: "x1" }) || "y"', 'f({'],
    ['pass = a\nif b or "x1"', 'a'],
    ['pass="${X}"', '${X}'],
    ['pass: {{ .Values.x }} default "x1"', '{{'],
    ['f(getenv("pass", x), "x1")', undefined],
    ['{ a: c.get("b", "pass"), "x1": 1 }', undefined],
    ['pass="${X:?it is missing}"', '${X:?it is missing}'],
    ['pass="${X:-}"', '${X:-}'],
    ['pass="${X:-$Y}"', '${X:-$Y}'],
    ['pass: ${env:DB_PASS}', '${env:DB_PASS}'],
    ['pass="${A:-x1}${B:-y}"', '${A:-x1}${B:-y}'],
  ])('not in %s', (text, value) => {
    expect(read(text)?.value).toBe(value)
  })

  test.each([['"pass" || "x1"'], ['pass || "x1"'], ['${pass:?missing}'], ['f("pass", b) || "x1"']])(
    'none in %s',
    (text) => {
      expect(read(text)).toBeUndefined()
    },
  )
})

describe('typed declarations and bodies', () => {
  test.each([
    ['const pass: &str = "x1";'],
    ['const pass: &\'static str = "x1";'],
    ['const pass: &[u8] = b"x1";'],
    ['const pass string = "x1"'],
    ["DECLARE @pass NVARCHAR(30) = N'x1'"],
    ["v_pass VARCHAR2(30) := 'x1';"],
    ['char pass[32] = "x1";'],
    ['const char pass[LENGTH + 1] = "x1";'],
    ['const char pass[] PROGMEM = "x1";'],
    ["param pass string = 'x1'"],
    ['Dim pass As String = "x1"'],
    ['val pass: String? = "x1"'],
    ['val pass by lazy { "x1" }'],
    ['val pass: String by lazy { "x1" }'],
    ['val pass get() = "x1"'],
    ['var pass: String { "x1" }'],
    ['private pass: string | undefined = "x1"'],
    ['private pass: Readonly<string> = "x1"'],
    ['pass: readonly string[] = "x1"'],
    ['pass: Optional[str] = "x1"'],
    ['pass: Dict[str, str] = "x1"'],
    ['pass: str | None = "x1"'],
    ['public string pass { get; set; } = "x1";'],
    ['get pass() { return "x1" }'],
    ['get pass(): string {\n  return "x1";\n}'],
    ["let(:pass) { 'x1' }"],
    ['const pass = () => "x1"'],
    ['(def pass "x1")'],
    ['set -gx pass x1'],
    ['setx pass x1'],
    ['val pass: Option[String] = Some("x1")'],
    ['pass: str = Field(default="x1")'],
  ])('%s', (text) => {
    expect(read(text)?.value).toBe('x1')
  })

  test.each([
    ['pass: eDE=', 'eDE='],
    ['pass: eDE=\n', 'eDE='],
    ['pass: x1, user = "y"', 'x1'],
    ['pass: x1 user = "y"', 'x1'],
    ['pass: x1&user=y', 'x1'],
    ['pass: x1?y', 'x1?y'],
    ['pass: x1 => "y"', 'x1'],
  ])('no type in %s', (text, value) => {
    expect(read(text)?.value).toBe(value)
  })

  test.each([
    ['pass { "x1", "y" }'],
    ['if (pass) { "x1" }'],
    ['pass string == "x1"'],
    ['get pass() { return x("x1") }'],
  ])('none in %s', (text) => {
    expect(read(text)).toBeUndefined()
  })
})

describe('values in another element than the name', () => {
  test.each([
    ['variable "pass" {\n  type = string\n  description = "y, z"\n  default     = "x1"\n}'],
    ['Dbpass:\n  Type: String\n  Default: x1'],
    ['ParameterKey: pass\nParameterValue: x1'],
    ['{"ParameterKey": "pass", "ParameterValue": "x1"}'],
    ['{"name":"pass","type":"string","enabled":true,"value":"x1"}'],
    ['"{\\"name\\":\\"pass\\",\\"value\\":\\"x1\\"}"'],
    ['pass:\n  Description: what it is, and (why)\n  MinLength: 8\n  Default: x1'],
    ['{"pass": {"value": "x1"}}'],
    ['{ pass: { type: String, default: "x1" } }'],
    ['- { name: pass, value: "x1" }'],
    ['aws ssm put-parameter --name "/prod/db/pass" --type SecureString --value "x1"'],
    ['az keyvault secret set --vault-name v --name pass \\\n  --value x1'],
    ['- variable: pass\n  label: y\n  default: x1'],
    ['<param name="pass" type="string" value="x1"/>'],
    ['<property name="pass"><value>x1</value></property>'],
    ['<setting name="pass" serializeAs="String">\n  <value>x1</value>'],
    ['<pass><![CDATA[x1]]></pass>'],
    ['<pass>\n  x1\n</pass>'],
    ['<param-name>pass</param-name>\n<param-value><![CDATA[x1]]></param-value>'],
  ])('%s', (text) => {
    expect(read(text)?.value).toBe('x1')
  })

  test.each([
    ['another name between', '{"name": "pass", "user": "y", "value": "x1"}'],
    ['a neighbour below', 'pass:\ndefault: x1'],
    ['a reference below', '- name: pass\n  valueFrom: x1'],
    ['the end of the element', 'variable "pass" {\n  type = string\n}\ndefault = "x1"'],
    ['another command', 'a --name pass --type y; b --value x1'],
    ['a flag of another', 'a --user pass --value x1'],
    ['text behind a blank', '<pass>x1 y</pass>'],
  ])('%s', (_, text) => {
    expect(read(text)?.value).not.toBe('x1')
  })
})

describe('what a test compares a name with', () => {
  test.each([
    ['assert.Equal(t, "x1", cfg.pass)'],
    ['require.Equal(t, cfg.pass, "x1", "why")'],
    ['assert.Equal(t, "x1", cfg.pass, "why")'],
    ['assertEquals("x1", user.getpass());'],
    ['self.assertEqual(cfg.pass, "x1")'],
    ['assertEquals(\n            "x1",\n            user.getpass());'],
    ['assert.strictEqual(\n\t\tcfg.pass,\n\t\t"x1",\n)'],
    ["$this->assertSame('x1', $cfg->pass);"],
    ['assert_eq!(cfg.pass, Some("x1".to_string()));'],
    ['EXPECT_STREQ("x1", cfg.pass);'],
    ["t.is(cfg.pass, 'x1')"],
    ['XCTAssertEqual(cfg.pass, "x1")'],
    ['expect(user.pass).toBe("x1")'],
    ["expect(user.pass).to.equal('x1')"],
    ["expect(user.pass).to eq 'x1'"],
    ['assertThat(user.getpass()).isEqualTo("x1");'],
  ])('%s', (text) => {
    expect(read(text)).toMatchObject({ value: 'x1', operator: expect.stringMatching(/^(?:assign|inside call)$/) })
  })

  test.each([
    ['f("x1", cfg.pass)'],
    ['f(cfg.pass, "x1")'],
    ['assert.Contains(t, "x1", cfg.pass)'],
    ['assert.Equal(t, want.pass, cfg.pass)'],
    ['assert.Equal(t, x, f("x1", cfg.pass))'],
    ['expect(user.pass).toMatch("x1")'],
    ['log(user.pass).toBe("x1")'],
  ])('none in %s', (text) => {
    expect(read(text)?.value).toBeUndefined()
  })
})
