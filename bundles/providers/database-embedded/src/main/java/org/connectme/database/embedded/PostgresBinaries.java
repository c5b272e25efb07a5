package org.connectme.database.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.connectme.database.DatabaseException;
import org.tukaani.xz.XZInputStream;

/** The server's programs, which travel in this bundle as one compressed archive for each processor. */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /**
     * Unpacks the programs for this machine unless they are there already.
     *
     * @param folder where programs are kept; each version gets a folder of its own, named by the archive's hash
     * @return the folder with {@code bin}, {@code lib} and {@code share}
     */
    static Path unpack(Path folder) throws IOException, InterruptedException {
        String archive = archive();
        Path programs = folder.resolve("server-" + hash(archive));
        if (Files.isDirectory(programs)) {
            return programs;
        }
        // Unpacked beside its place and moved at the end: a folder with the right name is always complete.
        Files.createDirectories(folder);
        Path unfinished = Files.createTempDirectory(folder, "unpacking-");
        Process tar = new ProcessBuilder("tar", "-x", "-C", unfinished.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream packed = open(archive);
                InputStream plain = new XZInputStream(packed);
                OutputStream out = tar.getOutputStream()) {
            plain.transferTo(out);
        }
        if (tar.waitFor() != 0) {
            throw new DatabaseException("PostgreSQL could not be unpacked into " + unfinished
                    + ". Is the disk full, or mounted so that nothing may be written?");
        }
        try {
            return Files.move(unfinished, programs, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (IOException e) {
            if (Files.isDirectory(programs)) {
                return programs; // another starter was faster
            }
            throw e;
        }
    }

    private static String archive() {
        String system = System.getProperty("os.name");
        String processor = System.getProperty("os.arch");
        if (system.equals("Linux") && processor.equals("amd64")) {
            return "/postgres-linux-x86_64.txz";
        }
        if (system.equals("Linux") && processor.equals("aarch64")) {
            return "/postgres-linux-arm_64.txz";
        }
        throw new DatabaseException("There is no embedded PostgreSQL for " + system + " on " + processor
                + ". Set url in etc/org.connectme.database.embedded.cfg to a PostgreSQL server of your own.");
    }

    private static InputStream open(String archive) throws IOException {
        InputStream in = PostgresBinaries.class.getResourceAsStream(archive);
        if (in == null) {
            throw new IOException("The archive " + archive + " is missing in the bundle");
        }
        return in;
    }

    private static String hash(String archive) throws IOException {
        try (InputStream in = open(archive);
                DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
