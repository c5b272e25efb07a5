package org.connectme.agent.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What desktops read of the package, as data. */
class PackagingTest {

    private static final Path LINUX = Path.of("packaging", "linux");

    @Test
    void theDesktopEntryOpensLinksOfConnectMe() throws Exception {
        Map<String, String> entry = entry();

        assertThat(entry)
                .containsEntry("Type", "Application")
                .containsEntry("MimeType", "x-scheme-handler/connectme;")
                .containsEntry("Icon", "connectme-customer")
                .containsEntry("Terminal", "false");
        assertThat(entry.get("Exec")).endsWith("/bin/connectme-customer %u");
    }

    @Test
    void theDesktopEntrySpeaksEveryLanguageOfThePages() throws Exception {
        assertThat(entry()).containsKeys("Name", "Name[de]", "Name[ar]", "Comment", "Comment[de]", "Comment[ar]");
    }

    @Test
    void theCataloguesEntryBelongsToTheDesktopEntry() throws Exception {
        Document document = xml("org.connectme.Customer.metainfo.xml");

        assertThat(text(document, "id")).containsExactly("org.connectme.Customer");
        assertThat(text(document, "launchable")).containsExactly("connectme-customer.desktop");
        assertThat(text(document, "binary")).containsExactly("connectme-customer");
        assertThat(text(document, "mediatype")).containsExactly("x-scheme-handler/connectme");
        assertThat(document.getElementsByTagName("release").getLength()).isPositive();
    }

    @Test
    void theIconIsAPictureThatScales() throws Exception {
        Document icon = xml("connectme-customer.svg");

        assertThat(icon.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(icon.getDocumentElement().getAttribute("viewBox")).isEqualTo("0 0 128 128");
    }

    private static Map<String, String> entry() throws Exception {
        List<String> lines = Files.readAllLines(LINUX.resolve("connectme-customer.desktop"));
        assertThat(lines).first().isEqualTo("[Desktop Entry]");
        return lines.stream()
                .filter(line -> line.contains("="))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')), line -> line.substring(line.indexOf('=') + 1)));
    }

    private static Document xml(String file) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(LINUX.resolve(file).toFile());
    }

    private static List<String> text(Document document, String tag) {
        NodeList found = document.getElementsByTagName(tag);
        return java.util.stream.IntStream.range(0, found.getLength())
                .mapToObj(i -> found.item(i).getTextContent().strip())
                .toList();
    }
}
