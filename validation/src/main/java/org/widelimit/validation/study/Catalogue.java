package org.widelimit.validation.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.widelimit.numerics.InputException;
import org.widelimit.validation.claim.Claim;

/** Claims by id, in their order. */
public final class Catalogue {

    private final Map<String, Claim> claims;

    private Catalogue(Map<String, Claim> claims) {
        this.claims = claims;
    }

    /**
     * A catalogue of these claims.
     *
     * @throws IllegalArgumentException if two have the same id
     */
    public static Catalogue of(Collection<? extends Claim> claims) {
        Map<String, Claim> byId = new LinkedHashMap<>();
        for (Claim claim : claims) {
            if (byId.put(claim.id(), claim) != null) {
                throw new IllegalArgumentException("expected one claim " + claim.id() + ", found two");
            }
        }
        return new Catalogue(byId);
    }

    /** All claims. */
    public List<Claim> claims() {
        return List.copyOf(claims.values());
    }

    /** The slugs of the papers, in the order of their first claims. */
    public Set<String> papers() {
        Set<String> papers = new LinkedHashSet<>();
        claims.values().forEach(claim -> papers.add(claim.card().paper()));
        return papers;
    }

    /**
     * The claim of that id.
     *
     * @throws InputException if there is none, with the nearest id
     */
    public Claim claim(String id) {
        Claim claim = claims.get(id);
        if (claim == null) {
            throw unknown("claim", id, claims.keySet());
        }
        return claim;
    }

    /** Whether this claim is here: by its id and by all that its card says. */
    public boolean contains(Claim claim) {
        Claim known = claims.get(claim.id());
        return known != null && known.card().equals(claim.card());
    }

    /**
     * The claims of these ids, or all if there is no id; in the order of the catalogue, each once.
     *
     * @throws InputException if an id is unknown
     */
    public List<Claim> withIds(Collection<String> ids) {
        if (ids.isEmpty()) {
            return claims();
        }
        Set<Claim> wanted = new LinkedHashSet<>();
        ids.forEach(id -> wanted.add(claim(id)));
        return claims.values().stream().filter(wanted::contains).toList();
    }

    /**
     * The claims of a paper.
     *
     * @throws InputException if it has none
     */
    public List<Claim> ofPaper(String slug) {
        List<Claim> found = new ArrayList<>();
        for (Claim claim : claims.values()) {
            if (claim.card().paper().equals(slug)) {
                found.add(claim);
            }
        }
        if (found.isEmpty()) {
            throw unknown("paper", slug, papers());
        }
        return found;
    }

    private static InputException unknown(String what, String name, Collection<String> known) {
        String nearest = known.stream()
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .map(candidate -> "; did you mean \"" + candidate + "\"?")
                .orElse("; there is none at all");
        return new InputException("unknown " + what + " \"" + name + '"' + nearest);
    }

    /** Levenshtein's distance without regard to case: the fewest single-letter edits. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int next = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                diagonal = row[j];
                row[j] = next;
            }
        }
        return row[b.length()];
    }
}
