package org.widelimit.spark;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.widelimit.numerics.InputException;

/**
 * The folder with Spark's jars. It tells what of the class path executors have already, and so what they have to be sent.
 *
 * @param jars names of the files in its {@code jars} folder
 */
record SparkHome(Set<String> jars) {

    /** The system property that names the folder; the launcher sets it. */
    static final String PROPERTY = "widelimit.spark.home";

    SparkHome {
        jars = Set.copyOf(jars);
    }

    /**
     * The folder that the property names.
     *
     * @throws InputException if there is no such folder
     */
    static SparkHome ofThisProcess() {
        String home = System.getProperty(PROPERTY);
        if (home == null) {
            throw new InputException("-D" + PROPERTY + ": expected the folder with Spark's jars, found nothing");
        }
        Path folder = Path.of(home, "jars");
        try (Stream<Path> files = Files.list(folder)) {
            return new SparkHome(
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
        } catch (IOException e) {
            throw new InputException("-D" + PROPERTY + ": expected Spark's jars in " + folder + ", found none", e);
        }
    }

    /**
     * What is sent to executors: all of a class path but Spark's own jars. Folders of classes are packed.
     *
     * @param classPath entries as in {@code java.class.path}
     * @param scratch takes the packed folders
     */
    List<String> toShip(String classPath, ScratchFolder scratch) {
        List<String> shipped = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            if (entry.isEmpty()) {
                continue;
            }
            Path path = Path.of(entry).toAbsolutePath();
            if (Files.isDirectory(path)) {
                shipped.add(pack(path, scratch).toString());
            } else if (Files.isRegularFile(path) && !jars.contains(nameOf(path))) {
                shipped.add(path.toString());
            }
        }
        return shipped;
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** A jar of the files below a folder. */
    private static Path pack(Path folder, ScratchFolder scratch) {
        try {
            Path jar = Files.createTempFile(scratch.path(), "classes", ".jar");
            try (Stream<Path> walk = Files.walk(folder);
                    OutputStream out = Files.newOutputStream(jar);
                    JarOutputStream entries = new JarOutputStream(out)) {
                for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                    entries.putNextEntry(
                            new JarEntry(folder.relativize(file).toString().replace(File.separatorChar, '/')));
                    Files.copy(file, entries);
                }
            }
            return jar;
        } catch (IOException e) {
            throw new InputException(folder + ": cannot be packed for executors: " + e.getMessage(), e);
        }
    }
}
