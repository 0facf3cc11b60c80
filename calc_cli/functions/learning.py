"""Functions of machine learning."""

from calc_cli.functions.record import Function, Mistake

_GROUP = "Machine learning"

# fmt: off
LEARNING = (
    Function(
        name="sigmoid", doc="1/(1 + e^-x)", group=_GROUP, aliases=("logistic", "expit"), antiderivative="softplus(u)",
        derivative=("sigmoid(u)*(1-sigmoid(u))",), formula="1/(1+exp(-u))", range="(0, 1)", ends=("0", "1"),
        inverse="ln(u/(1-u))", enclosure=lambda u: 1 / (1 + (-u).exp()), saturation=1, title="the sigmoid",
        torch="torch.sigmoid(u)", numpy="np.exp(np.minimum(u, 0))/(1 + np.exp(-np.abs(u)))",
        mistakes=(
            Mistake("factor 1 - sigmoid missing", "sigmoid(u)", "sigmoid' = sigmoid (1 - sigmoid)"),
            Mistake("factor sigmoid missing", "1-sigmoid(u)", "sigmoid' = sigmoid (1 - sigmoid)"),
            Mistake("sign turned in the bracket", "sigmoid(u)*(1+sigmoid(u))", "sigmoid' = sigmoid (1 - sigmoid)"),
        )),
    Function(
        name="relu", doc="max(x, 0)", group=_GROUP, aliases=("ReLU",), antiderivative="relu(u)^2/2",
        derivative=("1 if u > 0 else 0",), formula="max(u, 0)", smooth="u != 0", range="[0, inf)", ends=("0", "inf"),
        enclosure=lambda u: u.max(0), title="relu", numpy="np.maximum(u, 0)", torch="torch.relu(u)",
        entry_derivative="heaviside(u)",
        mistakes=(
            Mistake("case below 0 forgotten", "1", "relu is constant below 0", "its derivative is 0 there"),
            Mistake("not differentiated", "relu(u)", "the derivative of relu is 1 above 0, and 0 below"),
        )),
    Function(
        name="softplus", doc="ln(1 + e^x)", group=_GROUP, derivative=("sigmoid(u)",), formula="ln(1+exp(u))",
        range="(0, inf)", ends=("0", "inf"), inverse="ln(exp(u)-1)", enclosure=lambda u: u.exp().log1p(), saturation=1,
        title="softplus", numpy="np.maximum(u, 0) + np.log1p(np.exp(-np.abs(u)))",
        torch="torch.nn.functional.softplus(u, threshold=700)",
        mistakes=(
            Mistake("reflected", "1-sigmoid(u)", "the derivative of softplus is sigmoid"),
            Mistake("relu in place of the derivative", "relu(u)", "the derivative of softplus is sigmoid"),
        )),
    Function(name="silu", doc="x sigmoid(x)", group=_GROUP, aliases=("SiLU", "swish"), formula="u*sigmoid(u)"),
    Function(
        name="gelu", doc="x (1 + erf(x/sqrt(2)))/2", group=_GROUP, aliases=("GELU",),
        formula="u*(1+erf(u/sqrt(2)))/2"),
)
# fmt: on
