package org.widelimit.validation.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What the commands of {@link TexMath} stand for. */
final class TexSymbols {

    /** Letters, as identifiers. */
    static final Map<String, String> IDENTIFIERS = pairs(
            "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ "
                    + "mu μ nu ν xi ξ pi π rho ρ varrho ϱ sigma σ tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω "
                    + "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω "
                    + "infty ∞ partial ∂ nabla ∇ ell ℓ hbar ℏ Re ℜ Im ℑ emptyset ∅ ldots … dots … cdots ⋯ vdots ⋮ top ⊤ square □");

    /** Operators and relations. */
    static final Map<String, String> OPERATORS = pairs(
            "le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ sim ∼ simeq ≃ equiv ≡ propto ∝ ll ≪ gg ≫ to → rightarrow → "
                    + "leftarrow ← Rightarrow ⇒ Leftrightarrow ⇔ iff ⟺ mapsto ↦ in ∈ notin ∉ subset ⊂ subseteq ⊆ cup ∪ cap ∩ "
                    + "times × cdot ⋅ pm ± mp ∓ circ ∘ ast ∗ star ⋆ odot ⊙ otimes ⊗ oplus ⊕ wedge ∧ vee ∨ perp ⊥ mid ∣ "
                    + "forall ∀ exists ∃ neg ¬ setminus ∖ prime ′ colon : lt < gt >");

    /** Opening and closing delimiters. */
    static final Map<String, String> FENCES = pairs(
            "langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lvert | rvert | lVert ‖ rVert ‖ vert | Vert ‖ | ‖ { { } }");

    /** Operators whose limits stand below and above. */
    static final Map<String, String> LARGE = pairs("sum ∑ prod ∏ bigcup ⋃ bigcap ⋂");

    /** Integral signs, whose limits stand at the side. */
    static final Map<String, String> INTEGRALS = pairs("int ∫ iint ∬ oint ∮");

    /** Function names, upright. */
    static final Set<String> FUNCTIONS = Set.of(
            "log", "ln", "exp", "sin", "cos", "tan", "arccos", "arcsin", "arctan", "sinh", "cosh", "tanh", "det", "dim",
            "ker", "tr", "rank", "erf", "erfc", "sgn", "diag", "Var", "Cov", "Pr", "deg");

    /** Function names with limits below. */
    static final Set<String> LIMIT_FUNCTIONS =
            Set.of("max", "min", "sup", "inf", "lim", "argmax", "argmin", "limsup", "liminf");

    /** Marks over a letter. */
    static final Map<String, String> ACCENTS =
            pairs("hat ^ widehat ^ tilde ~ widetilde ~ bar ¯ overline ¯ dot ˙ ddot ¨ vec →");

    /** White space, in em. */
    static final Map<String, String> SPACES = pairs(", 0.167em : 0.222em ; 0.278em ! -0.167em quad 1em qquad 2em");

    /** Sizes of delimiters, which the browser chooses for itself. */
    static final Set<String> SIZES =
            Set.of("big", "Big", "bigl", "bigr", "Bigl", "Bigr", "bigg", "Bigg", "displaystyle");

    /** Letter styles with the code point of their capital A and small a. */
    static final Map<String, int[]> ALPHABETS = Map.of(
            "mathbb", new int[] {0x1D538, 0x1D552}, "mathcal", new int[] {0x1D49C, 0x1D4B6}, "mathbf", new int[] {
                0x1D400, 0x1D41A
            });

    /** Letters of these styles that were in Unicode before the others and kept their old places. */
    static final Map<String, String> OLD_LETTERS = pairs(
            "mathbbC ℂ mathbbH ℍ mathbbN ℕ mathbbP ℙ mathbbQ ℚ mathbbR ℝ mathbbZ ℤ mathcalB ℬ mathcalE ℰ mathcalF ℱ "
                    + "mathcalH ℋ mathcalI ℐ mathcalL ℒ mathcalM ℳ mathcalR ℛ mathcale ℯ mathcalg ℊ mathcalo ℴ");

    private TexSymbols() {}

    private static Map<String, String> pairs(String listed) {
        List<String> words = Pattern.compile(" ").splitAsStream(listed).toList();
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < words.size(); i += 2) {
            map.put(words.get(i), words.get(i + 1));
        }
        return Map.copyOf(map);
    }
}
