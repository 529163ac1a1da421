package org.widelimit.validation.study;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.widelimit.gradientflow.Flow;
import org.widelimit.graphon.Mask;
import org.widelimit.networks.Mlp;
import org.widelimit.ntk.kernel.KernelOptions;
import org.widelimit.numerics.InputException;

/**
 * Which code makes the numbers, by its content: a commit does not tell two modified working trees apart, and a class file that
 * was compiled again from the same source is the same.
 */
public final class RunningCode {

    private static final String UNKNOWN = "unknown";

    /** One class of each module that numbers come from; the module is the folder or the jar that it was loaded from. */
    private static final List<Class<?>> MODULES =
            List.of(InputException.class, Mask.class, Mlp.class, KernelOptions.class, Flow.class, RunningCode.class);

    private RunningCode() {}

    /** SHA-256 of the modules of this process, lower-case hexadecimal; {@code unknown} where they cannot be read. */
    public static String sha256() {
        try {
            List<Path> modules = new ArrayList<>();
            for (Class<?> one : MODULES) {
                CodeSource source = one.getProtectionDomain().getCodeSource();
                if (source == null) {
                    return UNKNOWN;
                }
                modules.add(Path.of(source.getLocation().toURI()));
            }
            return sha256(modules);
        } catch (IOException | URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return UNKNOWN;
        }
    }

    /** SHA-256 of the files of some modules but for what their build says in META-INF, whether in folders or in jars. */
    static String sha256(List<Path> modules) throws IOException {
        MessageDigest digest = digest();
        for (Path module : modules) {
            if (Files.isDirectory(module)) {
                add(module, digest);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(module)) {
                    add(jar.getPath("/"), digest);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(Path root, MessageDigest digest) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            all.filter(Files::isRegularFile)
                    .forEach(file -> files.put(root.relativize(file).toString().replace('\\', '/'), file));
        }
        for (Map.Entry<String, Path> file : files.entrySet()) {
            if (!file.getKey().startsWith("META-INF/")) {
                byte[] bytes = Files.readAllBytes(file.getValue());
                digest.update((file.getKey() + '\0' + bytes.length + '\0').getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
