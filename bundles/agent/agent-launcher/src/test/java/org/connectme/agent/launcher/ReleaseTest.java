package org.connectme.agent.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What a release machine makes of the app for each system, as data: nothing is asked for that is not needed. */
class ReleaseTest {

    private static final Path PACKAGING = Path.of("packaging");
    private static final Path WINDOWS = PACKAGING.resolve("windows");
    private static final Path MACOS = PACKAGING.resolve("macos");
    private static final List<String> LANGUAGES = List.of("ar", "de", "en");
    private static final long BOUND_SECONDS = 120;

    @TempDir
    Path folder;

    // ------------------------------------------------------------ Windows

    @Test
    void windowsIsAskedForFullTrustMicrophoneAndCameraAndNothingElse() throws Exception {
        Document manifest = xml(WINDOWS.resolve("AppxManifest.xml"));

        assertThat(children(manifest, "Capabilities"))
                .containsExactly(
                        "rescap:Capability runFullTrust", "DeviceCapability microphone", "DeviceCapability webcam");
        assertThat(children(manifest, "Extensions")).hasSize(1);
        assertThat(manifest.getElementsByTagName("uap3:Protocol")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("Name")
                        .getNodeValue())
                .isEqualTo("connectme");
    }

    @Test
    void windowsSpeaksEveryLanguage() throws Exception {
        Document manifest = xml(WINDOWS.resolve("AppxManifest.xml"));
        NodeList languages = manifest.getElementsByTagName("Resource");
        List<String> keys = all(Files.readString(WINDOWS.resolve("AppxManifest.xml")), "ms-resource:([A-Za-z]+)");

        assertThat(languages.getLength()).isEqualTo(LANGUAGES.size());
        for (int i = 0; i < languages.getLength(); i++) {
            String language = ((Element) languages.item(i)).getAttribute("Language");
            Map<String, String> texts = new HashMap<>();
            NodeList data = xml(WINDOWS.resolve("Strings").resolve(language).resolve("Resources.resw"))
                    .getElementsByTagName("data");
            for (int j = 0; j < data.getLength(); j++) {
                texts.put(
                        ((Element) data.item(j)).getAttribute("name"),
                        data.item(j).getTextContent().strip());
            }
            assertThat(LANGUAGES).contains(language.substring(0, 2));
            assertThat(texts).as(language).containsOnlyKeys(new TreeSet<>(keys));
            assertThat(texts.values()).as(language).noneMatch(String::isBlank);
        }
    }

    @Test
    void thePicturesThatWindowsIsToldOfAreDrawnFromTheOneIcon() throws Exception {
        draw("windows");

        List<String> named =
                all(Files.readString(WINDOWS.resolve("AppxManifest.xml")), "Assets\\\\([A-Za-z0-9]+\\.png)");
        assertThat(named).isNotEmpty().allSatisfy(name -> {
            Path picture = folder.resolve("Assets").resolve(name);
            Matcher size = Pattern.compile("Square(\\d+)x").matcher(name);
            int width = size.find() ? Integer.parseInt(size.group(1)) : 50;
            assertThat(ImageIO.read(picture.toFile()).getWidth()).as(name).isEqualTo(width);
        });
        assertThat(Files.readAllBytes(folder.resolve("app.ico"))).startsWith(0, 0, 1, 0, 6, 0);
    }

    // ------------------------------------------------------------ macOS

    @Test
    void macosIsToldWhyMicrophoneAndCameraAreAskedForInEveryLanguage() throws Exception {
        Map<String, Element> plist = dictionary(MACOS.resolve("Info.plist"));
        List<String> usages = plist.keySet().stream()
                .filter(key -> key.endsWith("UsageDescription"))
                .sorted()
                .toList();

        assertThat(usages).containsExactly("NSCameraUsageDescription", "NSMicrophoneUsageDescription");
        assertThat(texts(plist.get("CFBundleLocalizations"))).containsExactlyInAnyOrderElementsOf(LANGUAGES);
        for (String language : LANGUAGES) {
            String strings = Files.readString(MACOS.resolve(language + ".lproj").resolve("InfoPlist.strings"));
            List<String> keys = all(strings, "(?m)^\"([A-Za-z]+)\" = \"[^\"\\s][^\"]+\";$");
            assertThat(keys).as(language).hasSize(strings.strip().split("\n").length);
            assertThat(keys).as(language).containsAll(usages).contains("CFBundleDisplayName");
        }
    }

    @Test
    void macosOpensLinksOfConnectMeAndMakesNoExceptionForTheNetwork() throws Exception {
        Map<String, Element> plist = dictionary(MACOS.resolve("Info.plist"));

        assertThat(texts(plist.get("CFBundleURLTypes"))).contains("connectme");
        assertThat(plist).doesNotContainKey("NSAppTransportSecurity");
        assertThat(plist.get("CFBundleShortVersionString").getTextContent()).isEqualTo("@VERSION@");
    }

    @Test
    void theDownloadMayDoWhatJavaAMicrophoneAndACameraNeed() throws Exception {
        assertThat(dictionary(MACOS.resolve("download.entitlements")).keySet())
                .containsExactlyInAnyOrder(
                        "com.apple.security.cs.allow-jit",
                        "com.apple.security.cs.allow-unsigned-executable-memory",
                        "com.apple.security.device.audio-input",
                        "com.apple.security.device.camera");
    }

    @Test
    void theStoresEditionLivesInTheSandboxAndHasTheNetworkBesides() throws Exception {
        assertThat(dictionary(MACOS.resolve("store.entitlements")).keySet())
                .containsExactlyInAnyOrder(
                        "com.apple.security.app-sandbox",
                        "com.apple.security.cs.allow-jit",
                        "com.apple.security.cs.allow-unsigned-executable-memory",
                        "com.apple.security.device.audio-input",
                        "com.apple.security.device.camera",
                        "com.apple.security.network.client",
                        "com.apple.security.network.server");
        assertThat(dictionary(MACOS.resolve("store-inherit.entitlements")).keySet())
                .containsExactlyInAnyOrder("com.apple.security.app-sandbox", "com.apple.security.inherit");
    }

    @Test
    void everyEntitlementIsGrantedAndNotOnlyNamed() throws Exception {
        for (String kind : List.of("download", "store", "store-inherit")) {
            assertThat(dictionary(MACOS.resolve(kind + ".entitlements")).values())
                    .allSatisfy(value -> assertThat(value.getTagName()).as(kind).isEqualTo("true"));
        }
    }

    @Test
    void macosGetsAnIconInEverySize() throws Exception {
        draw("macos");

        ByteBuffer icon = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("app.icns")));
        assertThat(icon.getInt()).isEqualTo(0x69636e73);
        assertThat(icon.getInt()).isEqualTo(icon.capacity());
        int pictures = 0;
        while (icon.hasRemaining()) {
            icon.getInt();
            icon.position(icon.position() + icon.getInt() - Integer.BYTES);
            pictures++;
        }
        assertThat(pictures).isEqualTo(10);
    }

    // ------------------------------------------------------------ the Mac App Store: SCREEN ONLY

    @Test
    void whatIsLeftInTheStoresEditionCannotPressAKey() throws Exception {
        List<String> leftOut;
        try (Stream<String> lines = Files.lines(PACKAGING.resolve("store").resolve("left-out.txt"))) {
            leftOut = lines.filter(line -> !line.startsWith("#")).toList();
        }
        assertThat(leftOut).containsExactly("agent-control-");
        Pattern presses = Pattern.compile("CGEvent|SendInput|XTest|java\\.awt\\.Robot|RemoteDesktop");

        List<Path> pressing = new ArrayList<>();
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            for (Path module : modules.filter(Files::isDirectory).toList()) {
                boolean stays = leftOut.stream().noneMatch(left -> (module.getFileName() + "-").startsWith(left));
                Path sources = module.resolve("src").resolve("main").resolve("java");
                if (stays && Files.isDirectory(sources)) {
                    try (Stream<Path> files = Files.walk(sources)) {
                        for (Path file : files.filter(Files::isRegularFile).toList()) {
                            if (presses.matcher(code(file)).find()) {
                                pressing.add(file);
                            }
                        }
                    }
                }
            }
        }

        assertThat(pressing).isEmpty();
    }

    @Test
    void theStoresAreToldInEveryLanguageAndTheMacsThatItIsScreenOnly() throws Exception {
        JsonNode stores = new ObjectMapper()
                .readTree(PACKAGING.resolve("store").resolve("listing.json").toFile());

        for (String store : List.of("macos", "windows")) {
            for (String language : LANGUAGES) {
                JsonNode told = stores.path(store).path(language);
                assertThat(told.path("name").asText())
                        .as(store + language)
                        .isNotBlank()
                        .hasSizeLessThanOrEqualTo(30);
                assertThat(told.path("subtitle").asText()).isNotBlank().hasSizeLessThanOrEqualTo(30);
                assertThat(told.path("keywords").asText()).isNotBlank().hasSizeLessThanOrEqualTo(100);
                assertThat(told.path("description").asText()).isNotBlank().hasSizeLessThanOrEqualTo(4_000);
                assertThat(told.path("description").asText().contains("SCREEN ONLY"))
                        .as(store + " " + language)
                        .isEqualTo(store.equals("macos"));
            }
        }
    }

    // ------------------------------------------------------------ every system

    @Test
    void theRuntimeHasOnlyModulesThatThereAre() throws Exception {
        assertThat(fact("modules").split(","))
                .allSatisfy(module -> assertThat(ModuleFinder.ofSystem().find(module))
                        .as(module)
                        .isPresent());
        assertThat(fact("main")).isEqualTo(Main.class.getName());
        assertThat(fact("locales").split(",")).containsExactlyInAnyOrderElementsOf(LANGUAGES);
    }

    @Test
    void theVersionIsTheBuildsOwnEverywhere() throws Exception {
        Matcher pom = Pattern.compile("<version>([0-9.]+)(-SNAPSHOT)?</version>")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertThat(pom.find()).isTrue();
        Element newest = (Element) xml(PACKAGING.resolve("linux").resolve("org.connectme.Customer.metainfo.xml"))
                .getElementsByTagName("release")
                .item(0);

        assertThat(newest.getAttribute("version")).isEqualTo(pom.group(1));
        assertThat(Files.readString(WINDOWS.resolve("AppxManifest.xml"))).contains("Version=\"@VERSION@.0\"");
        for (String script : List.of("linux/build", "macos/build", "windows/build.ps1", "facts")) {
            assertThat(Files.readString(PACKAGING.resolve(script))).as(script).doesNotContain(pom.group(1));
        }
    }

    @Test
    void whatBelongsToThePublisherComesFromTheEnvironmentAlone() throws Exception {
        for (Path script : List.of(MACOS.resolve("build"), WINDOWS.resolve("build.ps1"))) {
            String text = Files.readString(script);
            String head = text.substring(0, text.indexOf("\n\n", text.indexOf("environment")));
            List<String> settings = all(text, "(CONNECTME_[A-Z_]+)");

            assertThat(settings)
                    .as(script.toString())
                    .isNotEmpty()
                    .allMatch(setting -> text.contains("${" + setting + ":?is not set}")
                            || text.contains("Get-Setting '" + setting + "'"));
            assertThat(new TreeSet<>(all(head, "(CONNECTME_[A-Z_]+)")))
                    .as("told at the head of " + script)
                    .isEqualTo(new TreeSet<>(settings));
            assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain("password", "-----begin");
        }
    }

    @Test
    void theScriptsOfTheShellAreClean() throws Exception {
        assertThat(run(
                        "shellcheck",
                        "-x",
                        "packaging/archive",
                        "packaging/linux/build",
                        "packaging/macos/build",
                        "packaging/facts"))
                .isEmpty();
    }

    /** PowerShell cannot run everywhere: what breaks a script most is looked for by hand. */
    @Test
    void theScriptForWindowsStopsAtItsFirstFailure() throws Exception {
        String script = Files.readString(WINDOWS.resolve("build.ps1"));

        assertThat(script).contains("Set-StrictMode -Version Latest", "$ErrorActionPreference = 'Stop'");
        for (String pair : List.of("{}", "()", "[]")) {
            assertThat(script.chars().filter(c -> c == pair.charAt(0)).count())
                    .as(pair)
                    .isEqualTo(script.chars().filter(c -> c == pair.charAt(1)).count());
        }
        // Programs tell of a failure by their number only, which PowerShell lets pass.
        assertThat(all(script, "(?m)^\\s*(?:&\\s*)?'?(java|jlink|jpackage|makepri|makeappx|signtool)\\b"))
                .isEmpty();
        assertThat(new TreeSet<>(all(script, "Invoke-Tool '([a-z]+)'")))
                .containsExactly("java", "jlink", "jpackage", "makeappx", "makepri", "signtool");
    }

    @Test
    void theCatalogueAndTheDesktopTakeTheirEntries() throws Exception {
        run("appstreamcli", "validate", "--no-net", "packaging/linux/org.connectme.Customer.metainfo.xml");
        assertThat(run("desktop-file-validate", "packaging/linux/connectme-customer.desktop"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux/build", "macos/build"})
    void theScriptsCanBeRun(String script) {
        assertThat(PACKAGING.resolve(script)).isExecutable();
    }

    // ------------------------------------------------------------ reading

    private void draw(String system) throws Exception {
        run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "packaging/Icons.java",
                "packaging/linux/connectme-customer.svg",
                system,
                folder.toString());
    }

    /** @return what it said; it must have ended well */
    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS))
                .as(command[0])
                .isTrue();
        assertThat(process.exitValue())
                .as(String.join(" ", command) + "\n" + said)
                .isZero();
        return said;
    }

    private static String fact(String name) throws IOException {
        return Files.readAllLines(PACKAGING.resolve("package.properties")).stream()
                .filter(line -> line.startsWith(name + "="))
                .findFirst()
                .orElseThrow()
                .substring(name.length() + 1);
    }

    /** Without comments. */
    private static String code(Path file) throws IOException {
        return Files.readString(file).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//[^\n]*", "");
    }

    private static List<String> all(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** Each child's tag and name. */
    private static List<String> children(Document document, String tag) {
        List<String> all = new ArrayList<>();
        NodeList children = document.getElementsByTagName(tag).item(0).getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            if (children.item(i) instanceof Element child) {
                all.add(child.getTagName() + " " + child.getAttribute("Name"));
            }
        }
        return all;
    }

    /** The outermost dictionary of a property list. */
    private static Map<String, Element> dictionary(Path plist) throws Exception {
        Map<String, Element> all = new HashMap<>();
        NodeList children = xml(plist).getElementsByTagName("dict").item(0).getChildNodes();
        String key = "";
        for (int i = 0; i < children.getLength(); i++) {
            if (children.item(i) instanceof Element child) {
                if (child.getTagName().equals("key")) {
                    key = child.getTextContent();
                } else {
                    all.put(key, child);
                }
            }
        }
        return all;
    }

    private static List<String> texts(Element element) {
        NodeList strings = element.getElementsByTagName("string");
        return Stream.iterate(0, i -> i + 1)
                .limit(strings.getLength())
                .map(i -> strings.item(i).getTextContent())
                .toList();
    }

    /** Nothing is fetched: the type of a property list stands at Apple's. */
    private static Document xml(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(file.toFile());
    }
}
