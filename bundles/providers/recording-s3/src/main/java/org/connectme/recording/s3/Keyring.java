package org.connectme.recording.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.connectme.recording.spi.Stored.Seal;
import org.connectme.recording.vault.Damaged;
import org.connectme.recording.vault.MasterKeys;
import org.connectme.recording.vault.Sealed;
import org.connectme.recording.vault.WrappedKey;

/**
 * The keys of recordings, which lie beside their pieces, wrapped by a master key that never leaves this side. Two opens at
 * the same time make two keys, and each piece says which is its own, so neither takes the other's away. Thread-safe.
 */
final class Keyring {

    /** Of a key of a recording. */
    static final String ID = "[0-9a-f]{16}";

    static final String START = "key-";
    static final String SEAL_START = "z-seal-";

    private static final int ID_BYTES = 8;
    private static final int SEAL_BYTES = 8 + 32;
    private static final int KEPT = 256;

    private final Bucket bucket;
    private final MasterKeys masters;
    private final Clock clock;
    private final Map<String, Key> used = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Key> eldest) {
            return size() > KEPT;
        }
    };

    Keyring(Bucket bucket, MasterKeys masters, Clock clock) {
        this.bucket = bucket;
        this.masters = masters;
        this.clock = clock;
    }

    /** A key, open. */
    record Key(String id, Instant openedAt, byte[] bytes) {}

    /** The name of a wrapped key's object. */
    record Name(String id, int master) {

        private static final Pattern PATTERN = Pattern.compile(START + "(" + Keyring.ID + ")-([0-9]{9})");

        static Optional<Name> of(String name) {
            Matcher parts = PATTERN.matcher(name);
            return parts.matches()
                    ? Optional.of(new Name(parts.group(1), Integer.parseInt(parts.group(2))))
                    : Optional.empty();
        }

        String text() {
            return START + id + String.format("-%09d", master);
        }
    }

    /** Makes a key for a recording that has none. @return the name of its object */
    String make(String recording, int master) throws Fault, Damaged, IOException {
        String id = HexFormat.of().formatHex(Sealed.random(ID_BYTES));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        byte[] key = Sealed.random(Sealed.KEY_BYTES);
        Name name = put(recording, id, master, now, key);
        int current = masters.current().orElse(master);
        if (current != master) {
            // Rotated meanwhile, perhaps past this one: its master key may be gone in a moment.
            Name again = put(recording, id, current, now, key);
            bucket.delete(List.of(recording + "/" + name.text()));
            return again.text();
        }
        return name.text();
    }

    /** The one that new pieces are encrypted with. */
    Key first(String recording, Contents contents) throws Fault, Damaged, IOException {
        return open(recording, contents, contents.keys().get(0).id());
    }

    /** @throws Damaged if it is not there, or its master key is not */
    Key open(String recording, Contents contents, String id) throws Fault, Damaged, IOException {
        Optional<Key> known = known(recording, id);
        if (known.isPresent()) {
            return known.get();
        }
        Name name = contents.keys().stream()
                .filter(each -> each.id().equals(id))
                .max(Comparator.comparing(Name::master))
                .orElseThrow(() -> new Damaged("The key of a piece is not there"));
        Key key = open(recording, name);
        synchronized (used) {
            used.put(recording + "/" + id, key);
        }
        return key;
    }

    /** Wraps all keys of a recording by another master key. */
    void wrap(String recording, Contents contents, int master) throws Fault, Damaged, IOException {
        for (Name name : contents.keys()) {
            if (name.master() < master) {
                Key key = open(recording, name);
                put(recording, name.id(), master, key.openedAt(), key.bytes());
                bucket.delete(List.of(recording + "/" + name.text()));
            }
        }
    }

    /** @return the name of the seal's object */
    String seal(String recording, Key key, Seal seal) throws Fault {
        byte[] plain = ByteBuffer.allocate(SEAL_BYTES)
                .putLong(seal.length())
                .put(HexFormat.of().parseHex(seal.sha256()))
                .array();
        String name = SEAL_START + key.id();
        bucket.put(recording + "/" + name, Sealed.seal(key.bytes(), placeOfSeal(recording), plain, 0, plain.length));
        return name;
    }

    Seal seal(String recording, Contents contents, String name) throws Fault, Damaged, IOException {
        Key key = open(recording, contents, name.substring(SEAL_START.length()));
        byte[] plain = Sealed.open(key.bytes(), placeOfSeal(recording), bucket.get(recording + "/" + name))
                .filter(bytes -> bytes.length == SEAL_BYTES)
                .orElseThrow(() -> new Damaged("A seal is no more what was written"));
        return new Seal(ByteBuffer.wrap(plain).getLong(), HexFormat.of().formatHex(plain, 8, SEAL_BYTES));
    }

    MasterKeys masters() {
        return masters;
    }

    void forget(String recording) {
        synchronized (used) {
            used.keySet().removeIf(name -> name.startsWith(recording + "/"));
        }
    }

    private Optional<Key> known(String recording, String id) {
        synchronized (used) {
            return Optional.ofNullable(used.get(recording + "/" + id));
        }
    }

    private Key open(String recording, Name name) throws Fault, Damaged, IOException {
        WrappedKey wrapped = WrappedKey.read(bucket.get(recording + "/" + name.text()))
                .orElseThrow(() -> new Damaged("What lies beside a recording is no key"));
        return new Key(name.id(), wrapped.openedAt(), masters.open(recording, wrapped));
    }

    private Name put(String recording, String id, int master, Instant openedAt, byte[] key)
            throws Fault, Damaged, IOException {
        Name name = new Name(id, master);
        bucket.put(
                recording + "/" + name.text(),
                masters.wrap(recording, master, openedAt, key).bytes());
        return name;
    }

    private static byte[] placeOfSeal(String recording) {
        return ("connectme-recording-s3-seal/1\n" + recording).getBytes(StandardCharsets.UTF_8);
    }
}
