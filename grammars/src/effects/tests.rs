use super::*;

fn shown(effects: Option<Effects>) -> String {
    let Some(effects) = effects else { return String::from("unknown") };
    let words: Vec<&str> = effects.iter().map(Effect::as_str).collect();
    if words.is_empty() { String::from("none") } else { words.join(" ") }
}

/// What a language knows of names: `import` or `everywhere`, the name, and the effects.
#[track_caller]
fn check(language: &str, rows: &str) {
    let language = Language::by_name(language).expect("it is there");
    let table = language.effects().expect("it has effects");
    for row in rows.lines().filter(|it| !it.trim().is_empty()) {
        let (name, expected) = row.split_once('→').expect("name → effects");
        let name = name.trim();
        let (name, origin) = match (name.strip_prefix('='), name.strip_prefix('*')) {
            (Some(name), _) => (name, Origin::Everywhere),
            (_, Some(name)) => (name, Origin::Star),
            _ => (name, Origin::Import),
        };
        assert_eq!(shown(table.effects(name, origin, |_, _| Passed::Unknown)), expected.trim(), "{row}");
    }
}

#[test]
fn every_table_can_be_read() {
    for (languages, source) in SOURCES {
        if let Err(error) = EffectTable::read(source) {
            panic!("{languages:?}: {error}");
        }
    }
}

#[test]
fn what_calls_what_it_is_given_is_told_by_its_name() {
    let check = |language: &str, name: &str, origin, expected| {
        let table = Language::by_name(language).and_then(|it| it.effects()).expect("it has effects");
        assert_eq!(table.calls_from(name, origin), expected, "{name}");
    };
    check("java", "java.util.ArrayList.forEach", Origin::Import, Some(0));
    check("java", "java.util.Collections.max", Origin::Import, Some(1));
    check("java", "java.util.Collections.max", Origin::Everywhere, Some(1));
    check("java", "java.util.Collections.nCopies", Origin::Import, None);
    check("go", "strings.Map", Origin::Import, Some(0));
    check("go", "slices.SortFunc", Origin::Import, Some(1));
    check("go", "strings.TrimSpace", Origin::Import, None);
}

#[test]
fn words_are_sorted_and_known() {
    let words = Effect::ALL.map(Effect::as_str);
    assert!(words.is_sorted());
    for (at, effect) in Effect::ALL.into_iter().enumerate() {
        assert_eq!(effect as usize, at);
        assert_eq!(Effects::of_word(effect.as_str()), Ok(Effects(1 << at)));
    }
    assert!(Effects::of_word("noise").is_err());
    assert!(EffectTable::read("[packages.a]\nnoise = [\"*\"]\n").is_err());
}

#[test]
fn no_name_stands_in_a_list_of_none_and_in_another_of_its_package() {
    for (languages, source) in SOURCES {
        let data: EffectsData = toml::from_str(source).expect("it can be read");
        for (package, words) in &data.packages {
            let none = words.get("none").map_or(&[][..], Vec::as_slice);
            for (word, names) in words.iter().filter(|it| it.0 != "none") {
                let twice = names.iter().find(|it| none.contains(it));
                assert_eq!(twice, None, "{languages:?}: {package}: in `none` and in `{word}`");
            }
        }
    }
}

#[test]
fn a_name_before_its_patterns_before_its_package() {
    let table = EffectTable::read(
        r#"
everywhere = ["own"]
prefixes = ["node:"]
[packages.own]
none = ["size", "text.*"]
log = ["show"]
[packages.a]
net = ["*"]
none = ["pure", "*_of"]
time = ["now", "now_of"]
env = ["now"]
[packages."a.b"]
db = ["ask"]
[packages."@x/*"]
"cloud.destroy" = ["Delete*"]
"#,
    )
    .expect("it can be read");
    let of = |name: &str, origin| shown(table.effects(name, origin, |_, _| Passed::Unknown));
    let import = |name| of(name, Origin::Import);
    assert_eq!(import("a"), "net");
    assert_eq!(import("a.get.more"), "net");
    assert_eq!(import("a.pure"), "none");
    assert_eq!(import("a.pure.result"), "net", "what a function without effects gives may have some");
    assert_eq!(import("a.size_of"), "none");
    assert_eq!(import("a.now"), "env time");
    assert_eq!(import("a.now.text"), "env time");
    assert_eq!(import("a.now_of"), "time");
    assert_eq!(import("a.b.ask"), "db");
    assert_eq!(import("a.b.other"), "net", "of the package around");
    assert_eq!(import("node:a.pure"), "none");
    assert_eq!(import("ab.pure"), "unknown");
    assert_eq!(import("@x/y.DeleteAll"), "cloud.destroy");
    assert_eq!(import("@x/y.z.DeleteAll"), "unknown");
    assert_eq!(import("@x/y/z.DeleteAll"), "unknown");
    assert_eq!(of("show", Origin::Everywhere), "log");
    assert_eq!(of("text.upper", Origin::Everywhere), "none");
    assert_eq!(of("text.upper.more", Origin::Everywhere), "unknown");
    assert_eq!(of("a.now", Origin::Everywhere), "unknown", "it is not imported");
    assert_eq!(of("a.now", Origin::Star), "env time");
    assert_eq!(of("a.other", Origin::Star), "unknown", "it may be of another package");
}

#[test]
fn an_argument_says_that_less_is_done() {
    let table = Language::by_name("python").and_then(Language::effects).expect("it has effects");
    let open = |passed: Passed<'static>| {
        shown(table.effects("open", Origin::Everywhere, |place, key| {
            assert_eq!((place, key), (1, "mode"));
            passed
        }))
    };
    assert_eq!(open(Passed::Absent), "fs.read");
    assert_eq!(open(Passed::Word("rb")), "fs.read");
    assert_eq!(open(Passed::Word("w")), "fs.read fs.write");
    assert_eq!(open(Passed::Present), "fs.read fs.write");
    assert_eq!(open(Passed::Unknown), "fs.read fs.write");
    let table = Language::by_name("tsx").and_then(Language::effects).expect("it has effects");
    let date = |passed| shown(table.effects("Date", Origin::Everywhere, |_, _| passed));
    assert_eq!(date(Passed::Absent), "time");
    assert_eq!(date(Passed::Unknown), "time");
    assert_eq!(date(Passed::Present), "none");
}

#[test]
fn python() {
    check(
        "python",
        "
        time.time → time
        time.strptime → none
        os.environ → env
        os.environ.get → env
        os.path.join → none
        os.path.exists → fs.read
        os.remove → fs.write
        os.nothing → unknown
        datetime.datetime.now → time
        datetime.datetime.now.isoformat → none
        datetime.datetime → none
        datetime.datetime.strftime → none
        pathlib.Path.read_text → fs.read
        pathlib.Path.with_suffix → none
        math.sqrt → none
        re.compile.match → none
        itertools.chain → none
        itertools.chain.run → unknown
        typing.Any.run → unknown
        typing.cast.run → unknown
        random.choice → random
        random.Random.choice → none
        logging.getLogger → none
        logging.getLogger.info → log
        requests.Session.get → net
        subprocess.run → process
        boto3.client → cloud.read
        boto3.client.delete_db_instance → cloud.destroy
        boto3.client.terminate_instances → cloud.destroy
        boto3.client.create_bucket → cloud.create
        boto3.client.describe_instances → cloud.read
        boto3.client.frobnicate → cloud
        boto3.resource.Bucket.delete → cloud.destroy
        azure.mgmt.resource.ResourceManagementClient.resource_groups.begin_delete → cloud.destroy
        google.cloud.storage.Client → cloud.read
        google.cloud.storage.Client.bucket.delete → cloud.destroy
        =len → none
        =next.run → unknown
        =str.upper → none
        =object.run → unknown
        =global → global
        =requests.get → unknown
        *getcwd → unknown
        *os.getcwd → env
        unheard.of → unknown
        ",
    );
}

#[test]
fn typescript() {
    check(
        "typescript",
        "
        =Date.now → time
        =Date.getTime → none
        =Math.random → random
        =Math.max → none
        =process.env → env
        =process.env.HOME → env
        =console.log → log
        =fetch → net
        =JSON.parse → none
        =string.trim → none
        =any.run → unknown
        fs.readFileSync → fs.read
        node:fs.writeFileSync → fs.write
        fs.promises.readFile → fs.read
        node:fs/promises.rm → fs.write
        fs.copyFileSync → fs.read fs.write
        path.join → none
        path.resolve → env
        child_process.execSync → process
        axios → net
        axios.get → net
        lodash.head → none
        lodash.head.run → unknown
        @aws-sdk/client-s3.DeleteBucketCommand → cloud.destroy
        @aws-sdk/client-s3.S3Client → cloud.read
        @aws-sdk/client-s3.GetObjectCommand → cloud.read
        @aws-sdk/client-rds.CreateDBInstanceCommand → cloud.create
        @aws-sdk/client-s3.S3Client.send → cloud.read
        ",
    );
}

#[test]
fn go() {
    check(
        "go",
        "
        time.Now → time
        time.Now.Add → none
        time.Since → time
        time.Duration → none
        time.Time.Add → none
        os.Getenv → env
        os.ReadFile → fs.read
        os/exec.Command → process
        strings.ToUpper → none
        strings.Builder.WriteString → none
        slices.Max → none
        slices.Max.Run → unknown
        fmt.Sprintf → none
        fmt.Println → log
        net/http.Get → net
        net/http.StatusText → none
        math/rand.Intn → random
        github.com/aws/aws-sdk-go-v2/service/ec2.NewFromConfig → cloud.read
        github.com/aws/aws-sdk-go-v2/service/ec2.NewFromConfig.TerminateInstances → cloud.destroy
        github.com/aws/aws-sdk-go-v2/service/ec2.Client.RunInstances → cloud.create
        github.com/aws/aws-sdk-go-v2/service/ec2.Client.Frobnicate → cloud
        =len → none
        =string → none
        ",
    );
}

#[test]
fn rust() {
    check(
        "rust",
        "
        std.time.SystemTime.now → time
        std.time.Instant.now.elapsed → time
        std.time.Duration.from_secs → none
        std.fs.read_to_string → fs.read
        std.fs.remove_file → fs.write
        std.env.var → env
        std.collections.HashMap.new → none
        std.collections.HashMap.new.insert → none
        std.collections.HashMap.get.run → unknown
        std.path.Path.new.join → none
        std.path.Path.new.try_exists → fs.read
        std.process.Command.new → process
        std.net.TcpStream.connect → net
        std.net.Ipv4Addr.new → none
        chrono.Utc.now → time
        =std.time.SystemTime.now → time
        =reqwest.get → net
        =println → log
        =format → none
        =String.new.push_str → none
        aws_sdk_s3.Client.new.delete_bucket → cloud.destroy
        ",
    );
}

#[test]
fn java() {
    check(
        "java",
        "
        =System.currentTimeMillis → time
        =java.lang.System.nanoTime → time
        =System.getenv → env
        =System.out.println → log
        =Math.max → none
        =String.format → none
        =Thread.sleep → time
        =IllegalStateException → none
        java.time.Instant.now → time
        java.time.Clock.instant → time
        java.time.Clock.fixed → none
        java.time.LocalDate.of → none
        *java.time.LocalDate.of → unknown
        *java.time.Files.delete → unknown
        *java.nio.file.Files.delete → fs.write
        java.util.ArrayList → none
        java.util.ArrayList.add → none
        java.util.ArrayList.get.run → unknown
        java.util.Random → random
        java.util.Random.nextInt → none
        java.util.UUID.randomUUID → random
        *java.util.Random → random
        java.nio.file.Files.readString → fs.read
        java.nio.file.Files.delete → fs.write
        java.sql.Connection.prepareStatement → db
        software.amazon.awssdk.services.s3.S3Client.deleteBucket → cloud.destroy
        software.amazon.awssdk.services.s3.S3Client.createBucket → cloud.create
        software.amazon.awssdk.services.s3.S3Client.create → cloud.read
        ",
    );
}
